package io.carillon.h323.call;

import io.carillon.core.config.PortRange;
import io.carillon.h323.h245.AudioCodec;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What an operator decides about H.323 calls.
 *
 * @param maxCalls calls at a time
 * @param maxCallsPerSource calls at a time from one IP address
 * @param setupsPerSecond new calls a second, averaged over a few seconds
 * @param controlPorts TCP ports for H.245
 * @param codecs best first
 * @param patience how long the far end may take for each step that we wait for: its Setup, its
 *     H.245 connection, its channels
 * @param connector whose logs and metrics calls belong to that the dial plan gives none
 * @param region its region
 * @param product our name, ASCII
 * @param version ours, ASCII
 */
public record CallSettings(
    int maxCalls,
    int maxCallsPerSource,
    int setupsPerSecond,
    PortRange controlPorts,
    List<AudioCodec> codecs,
    Duration patience,
    String connector,
    String region,
    String product,
    String version) {

  /** What holds without a configuration. */
  public static final Duration USUAL_PATIENCE = Duration.ofSeconds(20);

  public CallSettings {
    Objects.requireNonNull(controlPorts, "controlPorts");
    Objects.requireNonNull(patience, "patience");
    Objects.requireNonNull(connector, "connector");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(product, "product");
    Objects.requireNonNull(version, "version");
    codecs = List.copyOf(codecs);
    if (maxCalls < 1 || maxCallsPerSource < 1 || setupsPerSecond < 1 || codecs.isEmpty()) {
      throw new IllegalArgumentException(
          "maxCalls, maxCallsPerSource, setupsPerSecond and codecs: allowed is 1 or more");
    }
  }
}
