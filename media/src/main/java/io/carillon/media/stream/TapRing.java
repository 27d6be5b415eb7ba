package io.carillon.media.stream;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Stretches of PCM on their way from one producer (the leg's event loop) to one consumer (the
 * recorder). Bounded, wait-free, and without allocation after construction.
 */
final class TapRing {
  private final short[] samples;
  private final long[] timestamps;
  private final int[] starts;
  private final int[] lengths;

  // Written by the producer.
  private final AtomicLong slotsWritten = new AtomicLong();
  private long samplesWritten;

  // Written by the consumer.
  private final AtomicLong slotsRead = new AtomicLong();
  private final AtomicLong samplesRead = new AtomicLong();

  TapRing(int sampleCapacity, int slots) {
    samples = new short[sampleCapacity];
    timestamps = new long[slots];
    starts = new int[slots];
    lengths = new int[slots];
  }

  /** Producer: takes the stretch, or says false when there is no room for it. */
  boolean put(short[] pcm, int offset, int count, long timestampMillis) {
    long slot = slotsWritten.getPlain();
    if (slot - slotsRead.getAcquire() == lengths.length
        || samplesWritten - samplesRead.getAcquire() + count > samples.length) {
      return false;
    }
    int start = (int) (samplesWritten % samples.length);
    int first = Math.min(count, samples.length - start);
    System.arraycopy(pcm, offset, samples, start, first);
    System.arraycopy(pcm, offset + first, samples, 0, count - first);
    int index = (int) (slot % lengths.length);
    timestamps[index] = timestampMillis;
    starts[index] = start;
    lengths[index] = count;
    samplesWritten += count;
    slotsWritten.setRelease(slot + 1);
    return true;
  }

  /** Consumer: stretches there are. */
  int size() {
    return (int) (slotsWritten.getAcquire() - slotsRead.getPlain());
  }

  /** Consumer: when the stretch begins; {@code i} counts from the oldest. */
  long timestamp(int i) {
    return timestamps[index(i)];
  }

  int length(int i) {
    return lengths[index(i)];
  }

  /** Consumer: where the stretch begins in {@link #samples}; it may go on at 0. */
  int start(int i) {
    return starts[index(i)];
  }

  short[] samples() {
    return samples;
  }

  private int index(int i) {
    return (int) ((slotsRead.getPlain() + i) % lengths.length);
  }

  /** Samples there is room for; exact while nobody writes or reads. */
  int samplesFree() {
    return (int) (samples.length - samplesWritten + samplesRead.getAcquire());
  }

  /** Consumer: gives the room of the oldest stretches back. */
  void release(int count) {
    long freed = 0;
    for (int i = 0; i < count; i++) {
      freed += length(i);
    }
    samplesRead.setRelease(samplesRead.getPlain() + freed);
    slotsRead.setRelease(slotsRead.getPlain() + count);
  }
}
