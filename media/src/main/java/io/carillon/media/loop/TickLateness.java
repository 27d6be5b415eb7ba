package io.carillon.media.loop;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * How late the ticks of a loop began, in microseconds. Written by the loop without a lock or an
 * allocation, read by any thread.
 */
public final class TickLateness {
  private static final long HIGHEST_MICROS = TimeUnit.MINUTES.toMicros(1);
  private static final int DIGITS = 2;

  private final SingleWriterRecorder recorder = new SingleWriterRecorder(HIGHEST_MICROS, DIGITS);
  private final Histogram total = new Histogram(HIGHEST_MICROS, DIGITS);
  private Histogram recycled;

  void record(long lateNanos) {
    recorder.recordValue(Math.clamp(lateNanos / 1000, 0, HIGHEST_MICROS));
  }

  /** Everything since the start. */
  public synchronized Histogram total() {
    recycled = recorder.getIntervalHistogram(recycled);
    total.add(recycled);
    return total.copy();
  }
}
