package io.carillon.sip.bridge;

import java.time.Duration;
import java.util.Objects;

/**
 * What an operator decides about bridged calls.
 *
 * @param firstResponse how long a place called may say nothing at all before the next is tried
 * @param ringing how long it may take until somebody answers, over all places
 * @param maxPlaces addresses tried for one call
 * @param maxRedirects how often one call follows a 3xx
 * @param transfersByCarrier whether the carrier's side may transfer calls (REFER)
 */
public record BridgeSettings(
    Duration firstResponse,
    Duration ringing,
    int maxPlaces,
    int maxRedirects,
    boolean transfersByCarrier) {

  public BridgeSettings {
    Objects.requireNonNull(firstResponse, "firstResponse");
    Objects.requireNonNull(ringing, "ringing");
    if (maxPlaces < 1 || maxRedirects < 0) {
      throw new IllegalArgumentException("maxPlaces: 1 or more; maxRedirects: 0 or more");
    }
  }

  /** What holds without a configuration: 4 s, three minutes. */
  public static BridgeSettings defaults() {
    return new BridgeSettings(Duration.ofSeconds(4), Duration.ofSeconds(180), 16, 2, false);
  }

  public BridgeSettings withPatience(Duration first, Duration ring) {
    return new BridgeSettings(first, ring, maxPlaces, maxRedirects, transfersByCarrier);
  }

  public BridgeSettings withTransfersByCarrier(boolean allowed) {
    return new BridgeSettings(firstResponse, ringing, maxPlaces, maxRedirects, allowed);
  }
}
