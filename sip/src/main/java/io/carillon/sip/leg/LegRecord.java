package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.EventBus;
import java.time.Clock;
import java.time.Instant;

/**
 * Says of one call that it began, was answered and ended: each once.
 *
 * <p>Owned by the call's strand; what the bus has returned from is on record.
 */
final class LegRecord {
  private final EventBus events;
  private final Clock clock;
  private final LegInfo info;
  private volatile Instant answeredAt;
  private boolean ended;

  LegRecord(EventBus events, Clock clock, LegInfo info) {
    this.events = events;
    this.clock = clock;
    this.info = info;
  }

  void started() {
    events.publish(new DomainEvent.LegStarted(info.startedAt(), info));
  }

  void answered(MediaQuality.Source quality) {
    if (answeredAt == null) {
      answeredAt = clock.instant();
      events.publish(new DomainEvent.LegAnswered(answeredAt, info, quality));
    }
  }

  void ended(EndReason reason, int status, MediaQuality quality) {
    if (!ended) {
      ended = true;
      events.publish(
          new DomainEvent.LegEnded(
              clock.instant(),
              info,
              answeredAt,
              reason,
              answeredAt == null ? status : 200,
              quality));
    }
  }

  /** Null before the answer. Readable from any thread. */
  Instant answeredAt() {
    return answeredAt;
  }
}
