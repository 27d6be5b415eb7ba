package io.carillon.media.engine;

import io.carillon.media.dsp.Resampler;
import io.carillon.media.loop.Tick;
import io.carillon.media.mix.AudioFrame;
import io.carillon.media.stream.AudioTap;

/**
 * Writes what a leg says to its stream, at the stream's rate. Nothing is written while nothing is
 * said, which leaves a gap. Owned by the leg's event loop.
 */
final class LegTap implements AutoCloseable {
  private final AudioTap tap;
  private final int rate;
  private final short[] converted;
  private Resampler resampler;
  private boolean started;
  private long millis;

  /**
   * @param rate Hz the tap takes
   */
  LegTap(AudioTap tap, int rate) {
    this.tap = tap;
    this.rate = rate;
    this.converted = new short[rate / Tick.PER_SECOND + 1];
  }

  /** Takes the next 20 ms. */
  void write(AudioFrame frame) {
    started |= frame.present();
    if (!started) {
      return;
    }
    if (frame.present()) {
      if (frame.rate() == rate) {
        tap.write(frame.pcm(), 0, frame.samples(), millis);
      } else {
        convert(frame);
      }
    }
    millis += Tick.MILLIS;
  }

  private void convert(AudioFrame frame) {
    if (resampler == null || resampler.fromHz() != frame.rate()) {
      resampler = new Resampler(frame.rate(), rate);
    }
    int samples = resampler.process(frame.pcm(), 0, frame.samples(), converted, 0);
    tap.write(converted, 0, samples, millis);
  }

  @Override
  public void close() {
    tap.close();
  }
}
