package io.carillon.core.record;

import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorLookup;
import io.carillon.core.connector.StreamingConfiguration.NotificationTarget;
import java.util.Objects;
import java.util.Optional;

/**
 * Lets to a target only the streaming events of those connectors that name it; those of meetings,
 * and events of other kinds, go to every target. Thread-safe, never blocks.
 */
public final class StreamingTargets {
  private final ConnectorLookup connectors;

  public StreamingTargets(ConnectorLookup connectors) {
    this.connectors = Objects.requireNonNull(connectors, "connectors");
  }

  /** Whether an event is to go to a kind of target. */
  public boolean wants(EventEnvelope event, NotificationTarget target) {
    if (event.stream() != EventEnvelope.Stream.STREAMING) {
      return true;
    }
    Optional<ConfiguredConnector> connector =
        connectors.find(event.detail().path("voiceConnectorId").asText());
    return connector.isEmpty()
        || connector
            .flatMap(ConfiguredConnector::streaming)
            .map(set -> set.notifications().contains(target))
            .orElse(false);
  }

  /** That sink, for the events that are to go there. */
  public EventSink only(NotificationTarget target, EventSink sink) {
    return event -> {
      if (wants(event, target)) {
        sink.put(event);
      }
    };
  }
}
