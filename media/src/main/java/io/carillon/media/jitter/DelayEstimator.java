package io.carillon.media.jitter;

import java.util.Arrays;

/**
 * Learns from arrival times how much delay a stream needs: the fastest recent transit is the base,
 * and the delay is what 97 % of recent packets were slower than it by. Times are in 1/48000 s.
 * Forgets within seconds, so that the delay comes down after an episode. Owned by one thread.
 */
final class DelayEstimator {
  private static final int UNITS_PER_MILLI = 48;
  private static final int BIN = 5 * UNITS_PER_MILLI;
  private static final int BINS = 101;
  private static final double SHARE = 0.97;

  /** Each packet weighs 1 % more than the one before: half is forgotten after 70 packets. */
  private static final double GROWTH = 1.01;

  /**
   * The base is the least transit of 4-8 s: long enough to be true, short enough for clock skew.
   */
  private static final long WINDOW = 4_000L * UNITS_PER_MILLI;

  private final long min;
  private final long max;
  private final double[] histogram = new double[BINS];
  private double weight;
  private double total;
  private long present;
  private long previous;
  private long windowEnd;
  private long target;

  DelayEstimator(JitterSettings settings) {
    min = (long) settings.minMillis() * UNITS_PER_MILLI;
    max = (long) settings.maxMillis() * UNITS_PER_MILLI;
    restart(0, 0);
  }

  /** Forgets everything and believes that this transit is the base. */
  void restart(long transit, long now) {
    Arrays.fill(histogram, 0);
    total = 0;
    weight = 1;
    target = min;
    rebase(transit, now);
  }

  /** The whole stream has moved in time; what was learned about its jitter stays. */
  void rebase(long transit, long now) {
    present = transit;
    previous = transit;
    windowEnd = now + WINDOW;
  }

  void arrived(long transit, long now) {
    if (now >= windowEnd) {
      previous = present;
      present = transit;
      windowEnd = now + WINDOW;
    }
    present = Math.min(present, transit);
    int bin = (int) Math.min((transit - base()) / BIN, BINS - 1);
    weight *= GROWTH;
    histogram[bin] += weight;
    total += weight;
    if (weight > 1e9) {
      rescale();
    }
    target = Math.clamp((quantileBin() + 1L) * BIN, min, max);
  }

  private int quantileBin() {
    double above = total * (1 - SHARE);
    int bin = BINS - 1;
    double sum = histogram[bin];
    while (bin > 0 && sum <= above) {
      sum += histogram[--bin];
    }
    return bin;
  }

  private void rescale() {
    for (int i = 0; i < BINS; i++) {
      histogram[i] /= weight;
    }
    total /= weight;
    weight = 1;
  }

  /** Arrival minus media time of the fastest recent packets. */
  long base() {
    return Math.min(present, previous);
  }

  /** The delay after the base at which a packet should be played. */
  long target() {
    return target;
  }

  long max() {
    return max;
  }
}
