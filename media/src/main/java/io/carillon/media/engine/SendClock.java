package io.carillon.media.engine;

import io.carillon.media.loop.Tick;

/**
 * Keeps the clock of an outgoing stream in step with the ticks of the loop: time without packets
 * (hold, waiting to be in step with a meeting, ticks that a loop too far behind gave up) is left
 * out in the timestamps too, so that the far end hears a pause and not late packets (RFC 3550 5.1).
 * Owned by the leg's event loop; allocates nothing.
 */
final class SendClock {
  private long due;
  private boolean anchored;
  private long anchorDue;
  private int anchorEnd;

  /**
   * @param dueNanos of the tick that begins
   */
  void tick(long dueNanos) {
    due = dueNanos;
  }

  /** The next packet begins a new time line. */
  void restart() {
    anchored = false;
  }

  /**
   * RTP ticks to leave out before the packet about to be sent: whole loop ticks, or 0.
   *
   * @param end RTP time at which the packet ends
   * @param hz RTP clock
   */
  int missed(int end, int hz) {
    if (!anchored) {
      anchored = true;
      anchorDue = due;
      anchorEnd = end;
      return 0;
    }
    int passed = (int) ((due - anchorDue) / 1000 * hz / 1_000_000);
    int behind = passed - (end - anchorEnd);
    int loopTick = hz / Tick.PER_SECOND;
    return behind >= loopTick ? behind - behind % loopTick : 0;
  }
}
