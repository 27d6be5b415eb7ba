package io.carillon.core.quality;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call that is measured: one side or both. Its monitor keeps the clock and the end of the call
 * apart.
 */
final class MeasuredCall {
  private static final Logger LOG = LoggerFactory.getLogger(MeasuredCall.class);

  private final Clock clock;
  private final List<Consumer<QualityMinute>> sinks;
  private QualityMinute.Call call;
  private MeasuredLeg customer;
  private MeasuredLeg remote;
  private ScheduledFuture<?> ticks;
  private boolean over;

  MeasuredCall(Clock clock, List<Consumer<QualityMinute>> sinks) {
    this.clock = clock;
    this.sinks = sinks;
  }

  /**
   * Says who is measured from now on.
   *
   * @param customerSide null when it is not known yet
   * @param remoteSide null when it is not known yet or there is none
   */
  synchronized void sides(QualityMinute.Call of, MeasuredLeg customerSide, MeasuredLeg remoteSide) {
    call = of;
    customer = customerSide;
    remote = remoteSide;
  }

  synchronized void start(ScheduledExecutorService scheduler, Duration interval) {
    if (over) {
      return;
    }
    try {
      ticks =
          scheduler.scheduleAtFixedRate(
              this::tick, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.warn("call {}: not measured, the server is stopping", call.transactionId());
    }
  }

  private void tick() {
    // An exception would silently end the schedule.
    try {
      synchronized (this) {
        if (!over) {
          emit(clock.instant());
        }
      }
    } catch (RuntimeException e) {
      LOG.error("call {}: no quality record for this interval", call.transactionId(), e);
    }
  }

  synchronized void finish(Instant at) {
    if (!over) {
      stop();
      emit(at);
    }
  }

  synchronized void stop() {
    over = true;
    if (ticks != null) {
      ticks.cancel(false);
    }
  }

  private void emit(Instant at) {
    LegQuality.Interval there = customer == null ? LegQuality.Interval.UNKNOWN : customer.next();
    LegQuality.Interval beyond = remote == null ? LegQuality.Interval.UNKNOWN : remote.next();
    QualityMinute minute =
        new QualityMinute(
            call,
            at,
            there.received(),
            there.sent(),
            beyond.received(),
            beyond.sent(),
            there.score(),
            beyond.score());
    for (Consumer<QualityMinute> sink : sinks) {
      sink.accept(minute);
    }
  }
}
