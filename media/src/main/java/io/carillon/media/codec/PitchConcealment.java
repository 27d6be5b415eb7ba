package io.carillon.media.codec;

import java.util.Arrays;

/**
 * Makes up lost audio by repeating the last pitch period, after the manner of ITU-T G.711 Appendix
 * I: full level for 10 ms, then 20 % less every 10 ms, silence after 60 ms; the first packet after
 * the loss is cross-faded in. Owned by one thread; allocates nothing.
 */
final class PitchConcealment {
  private final int shortestPeriod;
  private final int longestPeriod;
  private final int window;
  private final int fadeStart;
  private final int fadeEnd;
  private final short[] history;

  /** The repeated period, its end overlapped with what came before its start. */
  private final short[] period;

  private final short[] tail;
  private int periodLength;
  private int position;

  /** Samples made up since the last good packet. */
  private int concealed;

  PitchConcealment(int sampleRate) {
    shortestPeriod = sampleRate / 200;
    longestPeriod = sampleRate * 15 / 1000;
    window = sampleRate / 50;
    fadeStart = sampleRate / 100;
    fadeEnd = sampleRate * 60 / 1000;
    history = new short[window + longestPeriod + longestPeriod / 4];
    period = new short[longestPeriod];
    tail = new short[sampleRate / 100];
  }

  /** Takes note of good audio; after a loss its beginning is cross-faded in place. */
  void received(short[] pcm, int offset, int samples) {
    if (concealed > 0) {
      // 4 ms and 4 ms more for each 10 ms lost, at most 10 ms (Appendix I).
      int overlap =
          Math.min(Math.min(samples, tail.length), fadeStart * 4 / 10 + concealed * 4 / 10);
      generate(tail, 0, overlap);
      for (int i = 0; i < overlap; i++) {
        int mixed = (tail[i] * (overlap - i) + pcm[offset + i] * i) / overlap;
        pcm[offset + i] = (short) mixed;
      }
      concealed = 0;
    }
    remember(pcm, offset, samples);
  }

  void conceal(short[] pcm, int offset, int samples) {
    if (concealed == 0) {
      preparePeriod();
    }
    generate(pcm, offset, samples);
    remember(pcm, offset, samples);
  }

  private void remember(short[] pcm, int offset, int samples) {
    if (samples >= history.length) {
      System.arraycopy(pcm, offset + samples - history.length, history, 0, history.length);
      return;
    }
    System.arraycopy(history, samples, history, 0, history.length - samples);
    System.arraycopy(pcm, offset, history, history.length - samples, samples);
  }

  private void generate(short[] pcm, int offset, int samples) {
    int silentFrom = Math.clamp(fadeEnd - (long) concealed, 0, samples);
    for (int i = 0; i < silentFrom; i++) {
      int done = concealed + i;
      int sample = period[position];
      if (++position == periodLength) {
        position = 0;
      }
      int gain = done < fadeStart ? 32768 : 32768 * (fadeEnd - done) / (fadeEnd - fadeStart);
      pcm[offset + i] = (short) (sample * gain >> 15);
    }
    Arrays.fill(pcm, offset + silentFrom, offset + samples, (short) 0);
    concealed = Math.min(concealed + samples, fadeEnd);
  }

  private void preparePeriod() {
    periodLength = findPeriod();
    position = 0;
    int start = history.length - periodLength;
    System.arraycopy(history, start, period, 0, periodLength);
    // The last quarter fades into what came before the period, so that its end meets its start.
    int overlap = periodLength / 4;
    for (int i = 0; i < overlap; i++) {
      int at = periodLength - overlap + i;
      int before = history[start - overlap + i];
      period[at] = (short) ((period[at] * (overlap - i) + before * i) / overlap);
    }
  }

  /** The lag at which the last 20 ms look most like what came before. */
  private int findPeriod() {
    int end = history.length - window;
    int best = longestPeriod;
    double bestScore = -1;
    for (int lag = shortestPeriod; lag <= longestPeriod; lag++) {
      long product = 0;
      long energy = 1;
      for (int i = 0; i < window; i += 2) {
        int earlier = history[end + i - lag];
        product += (long) history[end + i] * earlier;
        energy += (long) earlier * earlier;
      }
      double score = product <= 0 ? 0 : (double) product * product / energy;
      if (score > bestScore) {
        bestScore = score;
        best = lag;
      }
    }
    return best;
  }
}
