package io.carillon.media.loop;

/** Work done every 20 ms on a loop. */
@FunctionalInterface
public interface Tick {

  /** Length of a tick in ms. */
  int MILLIS = 20;

  /** Ticks in a second. */
  int PER_SECOND = 1000 / MILLIS;

  /**
   * Does the work of one tick. Must not block, allocate or throw.
   *
   * @param nowNanos when the tick was due, on the loop's clock
   */
  void tick(long nowNanos);
}
