package io.carillon.media.engine;

import java.time.Duration;

/**
 * Tells once when the far end has been silent for too long. Counts what comes from the far end
 * only, RTCP too, and not while it is not meant to send (jitsi/livekit lesson: a silent room is no
 * dead line). Owned by the leg's event loop.
 */
final class MediaTimeout {
  private final long limitNanos;
  private boolean running;
  private boolean told;
  private boolean begun;
  private long beganAt;
  private Runnable listener = () -> {};

  /**
   * @param limit zero = never
   */
  MediaTimeout(Duration limit) {
    limitNanos = limit.toNanos();
  }

  /** Tells this one from now on; the silence before does not count. */
  void listener(Runnable tellTo) {
    listener = tellTo;
    told = false;
    begun = false;
  }

  /** Whether the far end is meant to send. */
  void plan(boolean expected) {
    running = expected && limitNanos > 0;
  }

  /**
   * @param heardAt when something came last
   * @param lost the far end is known to be gone
   */
  void check(long nowNanos, long heardAt, boolean lost) {
    if (!begun) {
      begun = true;
      beganAt = nowNanos;
    }
    boolean silent = nowNanos - heardAt > limitNanos && nowNanos - beganAt > limitNanos;
    if (!told && (lost || (running && silent))) {
      told = true;
      listener.run();
    }
  }
}
