package io.carillon.media.dsp;

import java.util.Arrays;

/**
 * Changes the sample rate of a stream between 8, 16 and 48 kHz: flat within 0.5 dB up to 0.9 of the
 * lower Nyquist frequency, aliases and images at least 60 dB down. Delays by 5.5 ms (8 kHz) or 2.8
 * ms (16 kHz). Owned by one thread; allocates nothing after construction.
 *
 * <p>The inner loops run over consecutive samples with a few weights each, which the compiler turns
 * into vector instructions; a sum over taps it would not.
 */
public final class Resampler {
  private final int fromHz;
  private final int toHz;
  private final boolean up;
  private final int factor;
  private final int taps;
  private final ResamplerFilter filter;

  /** Input is worked through in pieces of at most 20 ms. */
  private final int piece;

  /** The last samples before the present piece, then the piece. At the input rate. */
  private final float[] line;

  /** Samples of the line in use before new input is added. */
  private int held;

  /** When reducing: every factor-th sample of the line. */
  private final float[] strided;

  private final float[] sum;

  /**
   * @param fromHz 8000, 16000 or 48000
   * @param toHz likewise; the same rate copies
   */
  public Resampler(int fromHz, int toHz) {
    requireKnown(fromHz);
    requireKnown(toHz);
    this.fromHz = fromHz;
    this.toHz = toHz;
    up = toHz > fromHz;
    factor = up ? toHz / fromHz : fromHz / toHz;
    filter = factor == 1 ? null : ResamplerFilter.forFactor(factor);
    taps = factor == 1 ? 0 : filter.tapsPerPhase();
    piece = fromHz / 50;
    held = initiallyHeld();
    line = new float[factor == 1 ? 0 : taps * factor + piece];
    strided = new float[up || factor == 1 ? 0 : line.length / factor + 1];
    sum = new float[factor == 1 ? 0 : Math.min(fromHz, toHz) / 50 + 1];
  }

  /** As many samples of silence as the first output reaches back. */
  private int initiallyHeld() {
    return up ? taps - 1 : Math.max(0, taps - 1) * factor;
  }

  private static void requireKnown(int hz) {
    if (hz != 8000 && hz != 16000 && hz != 48000) {
      throw new IllegalArgumentException("sample rate " + hz + ": known are 8000, 16000, 48000");
    }
  }

  public int fromHz() {
    return fromHz;
  }

  public int toHz() {
    return toHz;
  }

  /** Most samples that {@code samples} of input can give. */
  public int maxOutput(int samples) {
    return up ? samples * factor : samples / factor + 1;
  }

  /** Forgets the past, as at the beginning of a new stream. */
  public void reset() {
    held = initiallyHeld();
    Arrays.fill(line, 0);
  }

  /**
   * Takes all of the input and gives what it makes up: exactly {@code n * toHz / fromHz} samples
   * when n is a multiple of the factor.
   *
   * @param out has room for {@link #maxOutput}
   * @return samples written
   */
  public int process(short[] in, int offset, int n, short[] out, int outOffset) {
    if (factor == 1) {
      System.arraycopy(in, offset, out, outOffset, n);
      return n;
    }
    int written = 0;
    int done = 0;
    while (done < n) {
      int count = Math.min(n - done, piece);
      for (int i = 0; i < count; i++) {
        line[held + i] = in[offset + done + i];
      }
      int to = outOffset + written;
      written += up ? expand(count, out, to) : reduce(count, out, to);
      done += count;
    }
    return written;
  }

  private int expand(int added, short[] out, int outOffset) {
    for (int p = 0; p < factor; p++) {
      Arrays.fill(sum, 0, added, 0);
      weigh(filter.phase(p), line, added);
      for (int i = 0; i < added; i++) {
        out[outOffset + i * factor + p] = toShort(sum[i] * factor);
      }
    }
    System.arraycopy(line, added, line, 0, held);
    return added * factor;
  }

  private int reduce(int added, short[] out, int outOffset) {
    int available = held + added;
    int span = taps * factor;
    int count = available < span ? 0 : (available - span) / factor + 1;
    if (count > 0) {
      Arrays.fill(sum, 0, count, 0);
      for (int p = 0; p < factor; p++) {
        // The newest sample of the span of an output meets tap 0.
        int first = factor - 1 - p;
        for (int i = 0; i < count + taps - 1; i++) {
          strided[i] = line[first + i * factor];
        }
        weigh(filter.phase(p), strided, count);
      }
      for (int i = 0; i < count; i++) {
        out[outOffset + i] = toShort(sum[i]);
      }
    }
    int used = count * factor;
    held = available - used;
    System.arraycopy(line, used, line, 0, held);
    return count;
  }

  /** Adds {@code weights[k] * x[i + taps - 1 - k]} over all k to each sum. */
  private void weigh(float[] weights, float[] x, int count) {
    float[] to = sum;
    for (int k = 0; k < taps; k += 4) {
      float weight0 = weights[k];
      float weight1 = weights[k + 1];
      float weight2 = weights[k + 2];
      float weight3 = weights[k + 3];
      int at = taps - 4 - k;
      for (int i = 0; i < count; i++) {
        to[i] +=
            weight3 * x[at + i]
                + weight2 * x[at + i + 1]
                + weight1 * x[at + i + 2]
                + weight0 * x[at + i + 3];
      }
    }
  }

  private static short toShort(float value) {
    // Rounds by cutting off, which below zero works only when shifted above it.
    int rounded = (int) (value + 32768.5f) - 32768;
    return (short) Math.max(-32768, Math.min(32767, rounded));
  }
}
