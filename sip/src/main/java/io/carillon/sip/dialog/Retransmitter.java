package io.carillon.sip.dialog;

import java.time.Duration;
import java.util.Objects;

/**
 * Sends something again and again, at T1 and then at doubling intervals up to a longest one, until
 * told to stop or until 64*T1 have passed.
 *
 * <p>Owned by the call's strand.
 */
final class Retransmitter {
  private final Timers timers;
  private final SipTimings timings;
  private final Duration longest;
  private Timers.Timer next = Timers.Timer.NONE;
  private Timers.Timer end = Timers.Timer.NONE;

  Retransmitter(Timers timers, SipTimings timings, Duration longest) {
    this.timers = Objects.requireNonNull(timers, "timers");
    this.timings = Objects.requireNonNull(timings, "timings");
    this.longest = Objects.requireNonNull(longest, "longest");
  }

  /** The first sending has just happened. */
  void start(Runnable resend, Runnable gaveUp) {
    stop();
    end =
        timers.after(
            timings.patience(),
            () -> {
              stop();
              gaveUp.run();
            });
    schedule(timings.t1(), resend);
  }

  private void schedule(Duration interval, Runnable resend) {
    next =
        timers.after(
            interval,
            () -> {
              Duration doubled = interval.multipliedBy(2);
              schedule(doubled.compareTo(longest) < 0 ? doubled : longest, resend);
              resend.run();
            });
  }

  void stop() {
    next.cancel();
    end.cancel();
    next = Timers.Timer.NONE;
    end = Timers.Timer.NONE;
  }
}
