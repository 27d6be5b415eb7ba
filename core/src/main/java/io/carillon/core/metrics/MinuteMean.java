package io.carillon.core.metrics;

import java.util.function.LongSupplier;

/**
 * The mean of what was measured in the last full minute; NaN, which every registry leaves out, when
 * nothing was. Thread-safe.
 */
final class MinuteMean {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final LongSupplier nanoTime;
  private final long origin;
  private long minute;
  private double sum;
  private long count;
  private double meanBefore = Double.NaN;

  MinuteMean(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.origin = nanoTime.getAsLong();
  }

  synchronized void add(double value) {
    turn();
    sum += value;
    count++;
  }

  synchronized double value() {
    turn();
    // In the first minute of measuring what there is so far is better than nothing.
    return Double.isNaN(meanBefore) && count > 0 ? sum / count : meanBefore;
  }

  private void turn() {
    long now = (nanoTime.getAsLong() - origin) / MINUTE_NANOS;
    if (now == minute) {
      return;
    }
    meanBefore = now == minute + 1 && count > 0 ? sum / count : Double.NaN;
    minute = now;
    sum = 0;
    count = 0;
  }
}
