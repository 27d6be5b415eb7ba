package io.carillon.media.dsp;

/**
 * Brings the sum of several voices back into 16 bits without clipping: where a stretch of 2 ms
 * would exceed -1 dB of full scale its gain goes down, and comes back within about 200 ms. What
 * fits passes unchanged. Adds no delay. Owned by one event loop; allocates nothing.
 */
public final class Limiter {
  /** -1 dB of full scale. */
  public static final int CEILING = 29_204;

  /** Share of the missing gain that comes back every 2 ms. */
  private static final float RELEASE = 0.02f;

  private static final float UNITY = 0.999f;

  private final int sampleRate;
  private final int block;
  private float gain = 1;

  public Limiter(int sampleRate) {
    this.sampleRate = sampleRate;
    block = sampleRate / 500;
  }

  public int sampleRate() {
    return sampleRate;
  }

  /** The gain in use, 0-1; 1 when nothing is too loud. */
  public double gain() {
    return gain;
  }

  /**
   * Limits one tick.
   *
   * @param in the sum; any int
   */
  public void process(int[] in, int offset, int samples, short[] out, int outOffset) {
    float bound = bound(in, offset, Math.min(block, samples));
    for (int done = 0; done < samples; done += block) {
      int count = Math.min(block, samples - done);
      int rest = samples - done - count;
      float next = rest == 0 ? 1 : bound(in, offset + done + count, Math.min(block, rest));
      float from = Math.min(gain, bound);
      // The gain meets the next stretch already low enough.
      float released = from > UNITY ? 1 : from + (1 - from) * RELEASE;
      float to = Math.min(Math.min(bound, next), released);
      scale(in, offset + done, count, out, outOffset + done, from, to);
      gain = to;
      bound = next;
    }
  }

  /** The most gain that keeps a stretch below the ceiling. */
  private static float bound(int[] in, int offset, int count) {
    int most = 0;
    int least = 0;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, in[offset + i]);
      least = Math.min(least, in[offset + i]);
    }
    int peak = Math.max(most, -Math.max(least, -Integer.MAX_VALUE));
    return peak <= CEILING ? 1 : (float) CEILING / peak;
  }

  private static void scale(
      int[] in, int offset, int count, short[] out, int outOffset, float from, float to) {
    if (from == 1 && to == 1) {
      for (int i = 0; i < count; i++) {
        out[outOffset + i] = (short) in[offset + i];
      }
      return;
    }
    float step = (to - from) / count;
    for (int i = 0; i < count; i++) {
      out[outOffset + i] = (short) (in[offset + i] * (from + step * i));
    }
  }
}
