package io.carillon.media.engine;

import io.carillon.core.call.LegInfo;
import io.carillon.media.stream.AudioTap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A tap that remembers what it was given. */
final class RecordingTap implements AudioTap {
  final AtomicLong samples = new AtomicLong();
  final AtomicInteger peak = new AtomicInteger();
  volatile int rate;
  volatile LegInfo leg;
  volatile boolean outOfOrder;
  volatile boolean closed;
  private long until;

  AudioTap open(LegInfo info, int sampleRate) {
    leg = info;
    rate = sampleRate;
    return this;
  }

  @Override
  public void write(short[] pcm, int offset, int count, long rtpMillisOffset) {
    outOfOrder |= rtpMillisOffset < until || closed;
    until = rtpMillisOffset + 1000L * count / rate;
    samples.addAndGet(count);
    for (int i = 0; i < count; i++) {
      int sample = pcm[offset + i];
      peak.accumulateAndGet(sample, Math::max);
    }
  }

  @Override
  public long dropped() {
    return 0;
  }

  @Override
  public void close() {
    closed = true;
  }
}
