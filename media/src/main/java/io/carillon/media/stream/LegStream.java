package io.carillon.media.stream;

import io.carillon.core.call.LegInfo;
import io.carillon.core.stream.StreamSink;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The tap of one leg: event loop on one side ({@link #write}), recorder on the other.
 *
 * <p>The ring holds a second and a half, of which a fragment takes one.
 */
final class LegStream implements AudioTap {
  private static final int RING_MILLIS = 1500;
  private static final int RING_SLOTS = 160; // 1.5 s of 10 ms packets and some

  private final LegInfo leg;
  private final int sampleRate;
  private final InstantSource wall;
  private final TapRing ring;
  private final TapClock clock;
  private final FragmentQueue queue;
  private final AtomicLong dropped = new AtomicLong();
  private final StreamSink.Listener listener;
  private volatile boolean closing;

  // Recorder only.
  private long waitingSinceNanos = -1;

  LegStream(
      LegInfo leg,
      int sampleRate,
      InstantSource wall,
      FragmentQueue queue,
      StreamSink.Listener listener) {
    this.leg = leg;
    this.sampleRate = sampleRate;
    this.wall = wall;
    this.queue = queue;
    this.listener = listener;
    this.ring = new TapRing(sampleRate * RING_MILLIS / 1000, RING_SLOTS);
    this.clock = new TapClock(sampleRate);
  }

  @Override
  public void write(short[] pcm, int offset, int samples, long rtpMillisOffset) {
    if (closing || samples <= 0) {
      return;
    }
    long timestamp = clock.timestamp(rtpMillisOffset, samples, wall.millis());
    if (!ring.put(pcm, offset, samples, timestamp)) {
      dropped.lazySet(dropped.getPlain() + 1);
    }
  }

  @Override
  public long dropped() {
    return dropped.get() + queue.droppedStretches();
  }

  @Override
  public void close() {
    closing = true;
  }

  boolean closing() {
    return closing;
  }

  /** Recorder: says that the stream has failed when the ring was full. */
  void tellOverflow() {
    if (dropped.get() > 0) {
      listener.failed("audio came faster than it could be taken: it was dropped");
    }
  }

  LegInfo leg() {
    return leg;
  }

  int sampleRate() {
    return sampleRate;
  }

  TapRing ring() {
    return ring;
  }

  FragmentQueue queue() {
    return queue;
  }

  /** Nanoseconds that the oldest stretch has been waiting for a fragment to be full. */
  long waitedNanos(long nowNanos) {
    if (ring.size() == 0) {
      waitingSinceNanos = -1;
      return 0;
    }
    if (waitingSinceNanos == -1) {
      waitingSinceNanos = nowNanos;
    }
    return nowNanos - waitingSinceNanos;
  }

  void cut() {
    waitingSinceNanos = -1;
  }
}
