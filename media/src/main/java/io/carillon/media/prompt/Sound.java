package io.carillon.media.prompt;

import io.carillon.media.dsp.Resampler;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** One recorded sound at every sample rate, in frames of 20 ms. Thread-safe. */
public final class Sound {
  /** Sample rate of the recordings, Hz. */
  public static final int RECORDED_RATE = 48000;

  private static final int FRAMES_PER_SECOND = 50;

  private final String name;
  private final int frames;
  private final AtomicReferenceArray<short[]> byRate = new AtomicReferenceArray<>(3);

  /**
   * @param name of the prompt
   * @param recorded samples at {@link #RECORDED_RATE}, at least one
   */
  public Sound(String name, short[] recorded) {
    if (recorded.length == 0) {
      throw new IllegalArgumentException("prompt " + name + " is empty");
    }
    this.name = name;
    int frame = RECORDED_RATE / FRAMES_PER_SECOND;
    this.frames = (recorded.length + frame - 1) / frame;
    byRate.set(slot(RECORDED_RATE), Arrays.copyOf(recorded, frames * frame));
  }

  public String name() {
    return name;
  }

  /** Length in frames of 20 ms. */
  public int frames() {
    return frames;
  }

  /** All samples at a rate of 8000, 16000 or 48000 Hz; converted at the first call. */
  public short[] pcm(int rate) {
    int slot = slot(rate);
    short[] pcm = byRate.get(slot);
    if (pcm == null) {
      pcm = convert(rate);
      byRate.set(slot, pcm);
    }
    return pcm;
  }

  private short[] convert(int rate) {
    short[] recorded = byRate.get(slot(RECORDED_RATE));
    short[] converted = new short[frames * rate / FRAMES_PER_SECOND];
    new Resampler(RECORDED_RATE, rate).process(recorded, 0, recorded.length, converted, 0);
    return converted;
  }

  private static int slot(int rate) {
    return switch (rate) {
      case 8000 -> 0;
      case 16000 -> 1;
      case RECORDED_RATE -> 2;
      default -> throw new IllegalArgumentException("no sound at " + rate + " Hz");
    };
  }
}
