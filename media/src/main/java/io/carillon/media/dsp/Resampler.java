package io.carillon.media.dsp;

import java.util.Arrays;

/**
 * Changes the sample rate of a stream between 8, 16 and 48 kHz: flat within 0.5 dB up to 0.9 of the
 * lower Nyquist frequency, aliases and images at least 60 dB down. Delays by 5.5 ms (8 kHz) or 2.8
 * ms (16 kHz). Owned by one thread; allocates nothing after construction.
 *
 * <p>The inner loops run over consecutive samples with one weight each, which the compiler turns
 * into vector instructions; a sum over taps it would not.
 */
public final class Resampler {
  /** Input is worked through in pieces of at most this many samples at the lower rate. */
  private static final int PIECE = 320;

  private final int fromHz;
  private final int toHz;
  private final boolean up;
  private final int factor;
  private final int taps;
  private final ResamplerFilter filter;

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
    int pieceIn = up ? PIECE / factor : PIECE;
    held = up ? Math.max(0, taps - 1) : Math.max(0, taps * factor - factor);
    line = new float[factor == 1 ? 0 : held + factor + pieceIn];
    strided = new float[up || factor == 1 ? 0 : line.length / factor + 1];
    sum = new float[factor == 1 ? 0 : PIECE];
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
    held = up ? Math.max(0, taps - 1) : Math.max(0, taps * factor - factor);
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
      int piece = Math.min(n - done, up ? PIECE / factor : PIECE);
      for (int i = 0; i < piece; i++) {
        line[held + i] = in[offset + done + i];
      }
      written +=
          up ? expand(piece, out, outOffset + written) : reduce(piece, out, outOffset + written);
      done += piece;
    }
    return written;
  }

  private int expand(int piece, short[] out, int outOffset) {
    for (int p = 0; p < factor; p++) {
      Arrays.fill(sum, 0, piece, 0);
      weigh(filter.phase(p), line, piece);
      for (int i = 0; i < piece; i++) {
        out[outOffset + i * factor + p] = toShort(sum[i] * factor);
      }
    }
    System.arraycopy(line, piece, line, 0, held);
    return piece * factor;
  }

  private int reduce(int piece, short[] out, int outOffset) {
    int available = held + piece;
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
    for (int k = 0; k < taps; k++) {
      float weight = weights[k];
      int at = taps - 1 - k;
      for (int i = 0; i < count; i++) {
        to[i] += weight * x[at + i];
      }
    }
  }

  private static short toShort(float value) {
    return (short) Math.round(Math.clamp(value, -32768f, 32767f));
  }
}
