package io.carillon.media.engine;

import io.carillon.core.call.DirectionQuality;
import io.carillon.core.call.MediaQuality;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The figures of a leg, written by its event loop once per tick and read by any thread whole: a
 * version that is odd while a writer is at work tells the reader to try again. Neither side locks
 * or allocates while writing.
 */
final class QualityCounters {
  /** What is counted, in the order it is kept. */
  enum Figure {
    IN_PACKETS,
    IN_BYTES,
    IN_RTCP_PACKETS,
    IN_RTCP_BYTES,
    IN_EXPECTED,
    IN_LOST,
    IN_JITTER_SUM,
    IN_JITTER_SAMPLES,
    OUT_PACKETS,
    OUT_BYTES,
    OUT_RTCP_PACKETS,
    OUT_RTCP_BYTES,
    OUT_EXPECTED,
    OUT_LOST,
    OUT_REPORTS,
    OUT_JITTER_SUM,
    RTT_SUM,
    RTT_SAMPLES,
    LATE,
    DUPLICATE,
    REORDERED,
    CONCEALED,
    DELAY_MICROS,
    BURST_RATIO_MILLIS
  }

  private static final int FIGURES = Figure.values().length;

  private final AtomicLongArray values = new AtomicLongArray(FIGURES + 1);
  private volatile String codec = "";

  /** Begins to write; in the loop. */
  void begin() {
    values.setOpaque(FIGURES, values.getPlain(FIGURES) + 1);
    VarHandle.storeStoreFence();
  }

  void set(Figure figure, long value) {
    values.setOpaque(figure.ordinal(), value);
  }

  /** Everything of this tick is written. */
  void end(String codecName) {
    if (codec != codecName) {
      codec = codecName;
    }
    values.setRelease(FIGURES, values.getPlain(FIGURES) + 1);
  }

  /** The figures of one tick. Any thread. */
  MediaQuality read() {
    long[] read = new long[FIGURES];
    while (true) {
      long before = values.getAcquire(FIGURES);
      for (int i = 0; i < FIGURES; i++) {
        read[i] = values.getOpaque(i);
      }
      VarHandle.loadLoadFence();
      if ((before & 1) == 0 && values.getOpaque(FIGURES) == before) {
        return quality(read);
      }
      Thread.onSpinWait();
    }
  }

  private MediaQuality quality(long[] read) {
    return new MediaQuality(
        new DirectionQuality(
            read[Figure.IN_PACKETS.ordinal()],
            read[Figure.IN_BYTES.ordinal()],
            read[Figure.IN_RTCP_PACKETS.ordinal()],
            read[Figure.IN_RTCP_BYTES.ordinal()],
            read[Figure.IN_EXPECTED.ordinal()],
            read[Figure.IN_LOST.ordinal()],
            read[Figure.IN_PACKETS.ordinal()],
            read[Figure.IN_JITTER_SUM.ordinal()],
            read[Figure.IN_JITTER_SAMPLES.ordinal()]),
        new DirectionQuality(
            read[Figure.OUT_PACKETS.ordinal()],
            read[Figure.OUT_BYTES.ordinal()],
            read[Figure.OUT_RTCP_PACKETS.ordinal()],
            read[Figure.OUT_RTCP_BYTES.ordinal()],
            read[Figure.OUT_EXPECTED.ordinal()],
            read[Figure.OUT_LOST.ordinal()],
            read[Figure.OUT_REPORTS.ordinal()],
            read[Figure.OUT_JITTER_SUM.ordinal()],
            read[Figure.OUT_REPORTS.ordinal()]),
        read[Figure.RTT_SUM.ordinal()],
        read[Figure.RTT_SAMPLES.ordinal()],
        read[Figure.LATE.ordinal()],
        read[Figure.DUPLICATE.ordinal()],
        read[Figure.REORDERED.ordinal()],
        read[Figure.CONCEALED.ordinal()],
        read[Figure.DELAY_MICROS.ordinal()] / 1000.0,
        read[Figure.BURST_RATIO_MILLIS.ordinal()] / 1000.0,
        codec);
  }
}
