package io.carillon.core.event;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MediaQuality;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Says of one call that it began, was answered and ended: each once.
 *
 * <p>Owned by the call's strand.
 */
public final class LegRecord {
  private final EventBus events;
  private final Clock clock;
  private final LegInfo info;
  private volatile Instant answeredAt;
  private CompletionStage<Void> stored = CompletableFuture.completedFuture(null);
  private boolean ended;

  public LegRecord(EventBus events, Clock clock, LegInfo info) {
    this.events = events;
    this.clock = clock;
    this.info = info;
  }

  public void started() {
    events.publish(new DomainEvent.LegStarted(info.startedAt(), info));
  }

  public void answered(MediaQuality.Source quality) {
    if (answeredAt == null) {
      answeredAt = clock.instant();
      events.publish(new DomainEvent.LegAnswered(answeredAt, info, quality));
    }
  }

  /**
   * @param status the final SIP status or its equivalent, for a leg that was never answered
   */
  public void ended(EndReason reason, int status, MediaQuality quality) {
    if (!ended) {
      ended = true;
      stored =
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

  /** Completes when the end is on record. */
  public CompletionStage<Void> stored() {
    return stored;
  }

  /** Null before the answer. Readable from any thread. */
  public Instant answeredAt() {
    return answeredAt;
  }
}
