package io.carillon.sip.dns;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The end of a search, in monotonic time. */
record Deadline(LongSupplier nanoTime, long end) {

  static Deadline in(Duration time, LongSupplier nanoTime) {
    return new Deadline(nanoTime, nanoTime.getAsLong() + time.toNanos());
  }

  /** ns left, 0 when it is over. */
  long left() {
    return Math.max(0, end - nanoTime.getAsLong());
  }

  boolean isOver() {
    return left() == 0;
  }
}
