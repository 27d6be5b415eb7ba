package io.carillon.media.mix;

import io.carillon.media.loop.Tick;

/**
 * What one leg said within a tick: 20 ms of PCM at its codec's rate, or nothing. Made once per leg
 * and filled again and again. Owned by the leg's event loop.
 */
public final class AudioFrame {
  private static final int HIGHEST_RATE = 48000;

  private final short[] pcm = new short[HIGHEST_RATE / Tick.PER_SECOND];
  private int rate;
  private boolean present;

  /** Where the samples are; a filler writes them and says {@link #filled}. */
  public short[] pcm() {
    return pcm;
  }

  /** The samples of this tick are there. */
  public void filled(int rateHz) {
    rate = rateHz;
    present = true;
  }

  /** Nothing was said: the far end sends nothing, or silence that was not decoded. */
  public void nothing() {
    present = false;
  }

  public boolean present() {
    return present;
  }

  /** Hz; holds while {@link #present()}. */
  public int rate() {
    return rate;
  }

  public int samples() {
    return rate / Tick.PER_SECOND;
  }
}
