package io.carillon.media.dtmf;

import java.util.Arrays;

/**
 * Hears keys in sound of 8 kHz (ITU-T Q.23, timing of ITU-T Q.24): a key of 40 ms or more counts
 * once, one of 23 ms or less does not; it counts again after a pause of 40 ms, and an interruption
 * of 10 ms is none. Each tone may have -35 dBm0 to full scale, the high one 4 dB more than the low
 * one or 8 dB less.
 *
 * <p>Windows of 102 samples, half overlapping, are taken apart into the eight tones (Goertzel). A
 * window is a key's when its two tones stand out of their groups, hold most of its energy and have
 * no second harmonics: speech, which has harmonics and more than two of them, passes that seldom
 * and never for long. Owned by one event loop; allocates nothing.
 */
public final class ToneDetector {
  /** What {@link #heard} returns when no key begins. */
  public static final char NONE = 0;

  private static final int RATE = 8000;
  private static final int HALF = 51;
  private static final int WINDOW = 2 * HALF;
  private static final int TONES = 2 * ToneKeys.GROUP;

  /** Windows in a row that make a key: all those that fit into 40 ms, more than fit into 23 ms. */
  private static final int HITS = 4;

  /** Windows without the key that end it: more than an interruption of 10 ms spoils. */
  private static final int MISSES = 5;

  /** Energy of a window that the two tones hold; 1.5 % off pitch and with twist it is 0.75. */
  private static final double LEAST_SHARE = 0.70;

  // 4 and 8 dB in Q.24; each tone spills by 2 dB or 3 into what is measured of the other.
  private static final double HIGH_ABOVE_LOW = ratio(7);
  private static final double LOW_ABOVE_HIGH = ratio(12);
  private static final double ABOVE_GROUP = ratio(4);
  private static final double HARMONIC_BELOW = ratio(10);

  /** A second harmonic nearer to the other tone is that tone. */
  private static final double HARMONIC_DISTANCE = 120;

  /** Mean square of a sine of -38 dBm0, so that one of -35 has some room. */
  private static final double LEAST_POWER = Math.pow(32767, 2) / 2 / ratio(38 + 3.17);

  private static final double[] COEFFICIENT = new double[TONES];
  private static final double[] COS = new double[TONES];
  private static final double[] SIN = new double[TONES];
  private static final double[] TURN_COS = new double[TONES];
  private static final double[] TURN_SIN = new double[TONES];

  static {
    for (int tone = 0; tone < TONES; tone++) {
      double step = 2 * Math.PI * ToneKeys.hertz(tone) / RATE;
      COEFFICIENT[tone] = 2 * Math.cos(step);
      COS[tone] = Math.cos(step);
      SIN[tone] = Math.sin(step);
      TURN_COS[tone] = Math.cos(step * HALF);
      TURN_SIN[tone] = Math.sin(step * HALF);
    }
  }

  private final double[] samples = new double[WINDOW];
  private int filled = HALF;
  private double energy;
  private double energyBefore;
  private final double[] real = new double[TONES];
  private final double[] imaginary = new double[TONES];
  private final double[] realBefore = new double[TONES];
  private final double[] imaginaryBefore = new double[TONES];
  private final double[] power = new double[TONES];

  private char candidate = NONE;
  private int hits;
  private char held = NONE;
  private int misses;
  private boolean sounding;

  private static double ratio(double decibels) {
    return Math.pow(10, decibels / 10);
  }

  /**
   * Hears some samples, at most 60 ms at a time so that no two keys can begin in them.
   *
   * @return the key that has begun, 40 ms after it did at the latest; else {@link #NONE}
   */
  public char heard(short[] pcm, int offset, int count) {
    char begun = NONE;
    sounding = false;
    for (int i = 0; i < count; i++) {
      samples[filled++] = pcm[offset + i];
      if (filled == WINDOW) {
        char key = window();
        sounding |= key != NONE;
        char counted = judge(key);
        begun = counted != NONE ? counted : begun;
        System.arraycopy(samples, HALF, samples, 0, HALF);
        filled = HALF;
      }
    }
    return begun;
  }

  /** A key's tones were in what was heard last, whether it counts or not yet. */
  public boolean sounding() {
    return sounding;
  }

  /** The key that is being pressed; {@link #NONE} when there is none. */
  public char held() {
    return held;
  }

  /** What follows does not go on with what came before. */
  public void reset() {
    filled = HALF;
    Arrays.fill(samples, 0);
    Arrays.fill(real, 0);
    Arrays.fill(imaginary, 0);
    energy = 0;
    candidate = NONE;
    hits = 0;
    held = NONE;
    sounding = false;
  }

  private char judge(char key) {
    if (key != NONE && key == candidate) {
      hits++;
    } else {
      candidate = key;
      hits = 1;
    }
    if (held != NONE) {
      misses = key == held ? 0 : misses + 1;
      if (misses >= MISSES) {
        held = NONE;
      }
    }
    if (key != NONE && hits >= HITS && key != held) {
      held = key;
      misses = 0;
      return key;
    }
    return NONE;
  }

  /** The key whose tones fill the window, or {@link #NONE}. */
  private char window() {
    transform();
    double total = energy + energyBefore;
    int low = strongest(0);
    int high = strongest(ToneKeys.GROUP);
    double lowPower = power[low];
    double highPower = power[high];
    // A sine of mean square p has |X|^2 = p * n^2 / 2, a window of energy e the mean square e / n.
    double scale = 2.0 / ((double) WINDOW * WINDOW);
    boolean loud = Math.min(lowPower, highPower) * scale >= LEAST_POWER;
    boolean pure = (lowPower + highPower) * scale >= LEAST_SHARE * total / WINDOW;
    boolean balanced =
        highPower <= lowPower * HIGH_ABOVE_LOW && lowPower <= highPower * LOW_ABOVE_HIGH;
    if (!loud || !pure || !balanced || !standsOut(low, 0) || !standsOut(high, ToneKeys.GROUP)) {
      return NONE;
    }
    boolean harmonics =
        harmonic(high, ToneKeys.hertz(low)) * HARMONIC_BELOW > highPower
            || harmonic(low, ToneKeys.hertz(high)) * HARMONIC_BELOW > lowPower;
    return harmonics ? NONE : ToneKeys.digit(low, high - ToneKeys.GROUP);
  }

  /** The newer half by itself, then both halves together. */
  private void transform() {
    energyBefore = energy;
    energy = 0;
    for (int i = HALF; i < WINDOW; i++) {
      energy += samples[i] * samples[i];
    }
    for (int tone = 0; tone < TONES; tone++) {
      realBefore[tone] = real[tone];
      imaginaryBefore[tone] = imaginary[tone];
      half(tone);
      double re = realBefore[tone] * TURN_COS[tone] - imaginaryBefore[tone] * TURN_SIN[tone];
      double im = realBefore[tone] * TURN_SIN[tone] + imaginaryBefore[tone] * TURN_COS[tone];
      re += real[tone];
      im += imaginary[tone];
      power[tone] = re * re + im * im;
    }
  }

  private void half(int tone) {
    double coefficient = COEFFICIENT[tone];
    double last = 0;
    double beforeLast = 0;
    for (int i = HALF; i < WINDOW; i++) {
      double next = samples[i] + coefficient * last - beforeLast;
      beforeLast = last;
      last = next;
    }
    real[tone] = last - beforeLast * COS[tone];
    imaginary[tone] = beforeLast * SIN[tone];
  }

  private int strongest(int group) {
    int best = group;
    for (int tone = group + 1; tone < group + ToneKeys.GROUP; tone++) {
      if (power[tone] > power[best]) {
        best = tone;
      }
    }
    return best;
  }

  private boolean standsOut(int best, int group) {
    for (int tone = group; tone < group + ToneKeys.GROUP; tone++) {
      if (tone != best && power[tone] * ABOVE_GROUP > power[best]) {
        return false;
      }
    }
    return true;
  }

  /** Power at twice the frequency of a tone; 0 where the other tone is too near to tell. */
  private double harmonic(int tone, double otherHertz) {
    double hertz = 2 * ToneKeys.hertz(tone);
    if (Math.abs(hertz - otherHertz) < HARMONIC_DISTANCE) {
      return 0;
    }
    double coefficient = 2 * Math.cos(2 * Math.PI * hertz / RATE);
    double last = 0;
    double beforeLast = 0;
    for (int i = 0; i < WINDOW; i++) {
      double next = samples[i] + coefficient * last - beforeLast;
      beforeLast = last;
      last = next;
    }
    return last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
  }
}
