package io.carillon.aws.event;

import io.carillon.core.record.EventEnvelope;
import io.carillon.core.record.EventSink;
import io.carillon.core.spool.Outbox;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;

/**
 * Events by an outbox, whole envelopes as JSON. Its target is an {@link EventBridgeTarget}, {@link
 * SnsTarget} or {@link SqsTarget}. Thread-safe, never blocks.
 */
public final class SpooledEventSink implements EventSink {
  private final Outbox outbox;
  private final Set<EventEnvelope.Stream> streams;

  /**
   * @param streams the kinds of events that are sent; others are left out
   */
  public SpooledEventSink(Outbox outbox, Set<EventEnvelope.Stream> streams) {
    this.outbox = Objects.requireNonNull(outbox, "outbox");
    this.streams = Set.copyOf(streams);
  }

  @Override
  public void put(EventEnvelope event) {
    if (streams.contains(event.stream())) {
      outbox.offer(event.json().getBytes(StandardCharsets.UTF_8));
    }
  }
}
