package io.carillon.core.stream;

import io.carillon.core.call.LegInfo;
import io.carillon.core.connector.ConnectorLookup;
import io.carillon.core.connector.StreamingConfiguration;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Which legs are streamed and how long their streams are kept: on a trunk and in a recording
 * session as the connector is set at the time, into a meeting as the server is. Thread-safe, never
 * blocks.
 */
public final class StreamingRules {
  private final ConnectorLookup connectors;
  private final boolean meetings;
  private final Duration keepMeetings;

  /**
   * @param meetings whether legs into meetings are streamed
   * @param keepMeetings for how long; zero keeps them for ever
   */
  public StreamingRules(ConnectorLookup connectors, boolean meetings, Duration keepMeetings) {
    this.connectors = Objects.requireNonNull(connectors, "connectors");
    this.meetings = meetings;
    this.keepMeetings = Objects.requireNonNull(keepMeetings, "keepMeetings");
  }

  /** Whether what the far end of a leg says is streamed. */
  public boolean streams(LegInfo leg) {
    return switch (leg.role()) {
      case MEETING -> meetings;
      case CUSTOMER, REMOTE, RECORDED ->
          streaming(leg.voiceConnectorId()).filter(set -> !set.disabled()).isPresent();
    };
  }

  /** How long a stream is kept after its last audio; empty: for ever. */
  public Optional<Duration> keep(String voiceConnectorId) {
    return streaming(voiceConnectorId)
        .map(set -> Duration.ofHours(set.dataRetentionInHours()))
        .or(() -> Optional.of(keepMeetings).filter(keep -> !keep.isZero()));
  }

  /** The same in whole hours, a part of one is one; the most that there can be for ever. */
  public int keepHours(String voiceConnectorId) {
    return keep(voiceConnectorId)
        .map(keep -> keep.plusMinutes(59).toHours())
        .map(hours -> (int) Math.min(hours, StreamingConfiguration.MAX_RETENTION_HOURS))
        .orElse(StreamingConfiguration.MAX_RETENTION_HOURS);
  }

  private Optional<StreamingConfiguration> streaming(String voiceConnectorId) {
    return connectors.find(voiceConnectorId).flatMap(connector -> connector.streaming());
  }
}
