package io.carillon.media.engine;

import io.carillon.media.dsp.Resampler;
import io.carillon.media.loop.Tick;
import io.carillon.media.mix.AudioFrame;
import io.carillon.media.stream.AudioTap;

/**
 * Writes what a leg says to its stream, at the stream's rate, placed by the far end's RTP clock.
 * Nothing is written while nothing is said, which leaves a gap. Owned by the leg's event loop.
 *
 * <p>Where the RTP clock leaps (a new SSRC, a device that stops its clock on hold) our own clock
 * says how much time went by, and the RTP clock goes on from there.
 */
final class LegTap implements AutoCloseable {
  /** More than any jitter buffer holds: a clock that is so far off has been set anew. */
  private static final long LEAP_MILLIS = 2000;

  private final AudioTap tap;
  private final int rate;
  private final short[] converted;
  private Resampler resampler;
  private boolean started;
  private long shift;
  private long end;
  private long endNanos;

  /**
   * @param rate Hz the tap takes
   */
  LegTap(AudioTap tap, int rate) {
    this.tap = tap;
    this.rate = rate;
    this.converted = new short[rate / Tick.PER_SECOND + 1];
  }

  /**
   * Takes the next 20 ms.
   *
   * @param mediaMillis where they began on the far end's RTP clock
   */
  void write(AudioFrame frame, long mediaMillis, long nowNanos) {
    if (!frame.present()) {
      return;
    }
    long begin = place(mediaMillis, nowNanos);
    if (frame.rate() == rate) {
      tap.write(frame.pcm(), 0, frame.samples(), begin);
    } else {
      convert(frame, begin);
    }
    end = begin + Tick.MILLIS;
    endNanos = nowNanos;
  }

  /** Milliseconds since the first sample; never before the end of what was written last. */
  private long place(long mediaMillis, long nowNanos) {
    if (!started) {
      started = true;
      shift = -mediaMillis;
      return 0;
    }
    long byOurClock = end + (nowNanos - endNanos) / 1_000_000 - Tick.MILLIS;
    if (Math.abs(mediaMillis + shift - byOurClock) > LEAP_MILLIS) {
      shift = Math.max(byOurClock, end) - mediaMillis;
    }
    return Math.max(mediaMillis + shift, end);
  }

  private void convert(AudioFrame frame, long begin) {
    if (resampler == null || resampler.fromHz() != frame.rate()) {
      resampler = new Resampler(frame.rate(), rate);
    }
    int samples = resampler.process(frame.pcm(), 0, frame.samples(), converted, 0);
    tap.write(converted, 0, samples, begin);
  }

  @Override
  public void close() {
    tap.close();
  }
}
