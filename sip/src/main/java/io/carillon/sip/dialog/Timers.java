package io.carillon.sip.dialog;

import java.time.Duration;

/**
 * Calls back later. Whoever hands it out decides on which thread: a leg's timers run on its strand.
 */
@FunctionalInterface
public interface Timers {

  /** Runs the task once after the delay, unless cancelled before. */
  Timer after(Duration delay, Runnable task);

  /** A callback that has not come yet. */
  @FunctionalInterface
  interface Timer {
    /** The task will not run any more; nothing when it has run. */
    void cancel();

    /** A timer that was never set. */
    Timer NONE = () -> {};
  }
}
