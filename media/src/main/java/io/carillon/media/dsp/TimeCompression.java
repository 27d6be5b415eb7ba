package io.carillon.media.dsp;

/**
 * Makes a stretch of speech shorter without changing its pitch: one period is left out where the
 * wave resembles itself, and the ends are cross-faded.
 */
public final class TimeCompression {
  private TimeCompression() {}

  /**
   * Leaves out 2.5-10 ms, in place.
   *
   * @param samples at least 20 ms are needed to do anything
   * @param sampleRate Hz
   * @return samples left
   */
  public static int shorten(short[] pcm, int offset, int samples, int sampleRate) {
    if (samples < sampleRate / 50) {
      return samples;
    }
    int longest = sampleRate / 100;
    int overlap = sampleRate / 100;
    int step = Math.max(1, sampleRate / 8000);
    int coarse = bestLag(pcm, offset, longest / 4, longest, step, overlap);
    int best =
        step == 1
            ? coarse
            : bestLag(
                pcm, offset, coarse - step + 1, Math.min(longest, coarse + step - 1), 1, overlap);
    for (int i = 0; i < overlap; i++) {
      int mixed = (pcm[offset + i] * (overlap - i) + pcm[offset + i + best] * i) / overlap;
      pcm[offset + i] = (short) mixed;
    }
    int rest = samples - overlap - best;
    System.arraycopy(pcm, offset + overlap + best, pcm, offset + overlap, rest);
    return samples - best;
  }

  private static int bestLag(
      short[] pcm, int offset, int shortest, int longest, int step, int window) {
    int best = longest;
    double bestScore = -1;
    for (int lag = shortest; lag <= longest; lag += step) {
      double score = likeness(pcm, offset, lag, window, step);
      if (score > bestScore) {
        bestScore = score;
        best = lag;
      }
    }
    return best;
  }

  private static double likeness(short[] pcm, int offset, int lag, int window, int step) {
    long product = 0;
    long energy = 1;
    for (int i = 0; i < window; i += step) {
      int later = pcm[offset + i + lag];
      product += (long) pcm[offset + i] * later;
      energy += (long) later * later;
    }
    return product <= 0 ? 0 : (double) product * product / energy;
  }
}
