package io.carillon.media.engine;

/**
 * Numbers of our stream that were left free for packets of the other leg that did not come: how
 * many there were up to which number, for the last {@value #REMEMBERED} times that it changed.
 * Owned by one event loop; allocates nothing.
 */
final class NumberGaps {
  /** A report tells of packets sent a round trip ago; in that time there are few gaps. */
  private static final int REMEMBERED = 256;

  private final long[] numbers = new long[REMEMBERED];
  private final long[] totals = new long[REMEMBERED];
  private int next;
  private long total;

  /**
   * A number was used.
   *
   * @param number how many numbers have been used with it
   * @param free those before it that were left free; -1 when it was one of these
   */
  void used(long number, int free) {
    if (free != 0) {
      total += free;
      numbers[next % REMEMBERED] = number;
      totals[next % REMEMBERED] = total;
      next++;
    }
  }

  /** All that are free. */
  long total() {
    return total;
  }

  /** Those that are free among the first so many numbers. */
  long among(long count) {
    for (int i = next - 1; i >= Math.max(0, next - REMEMBERED); i--) {
      if (numbers[i % REMEMBERED] <= count) {
        return totals[i % REMEMBERED];
      }
    }
    // Nothing so old is remembered: before the first change there was none.
    return next > REMEMBERED ? Math.min(count, totals[next % REMEMBERED]) : 0;
  }
}
