package io.carillon.media.dsp;

/**
 * Low-pass for rate conversion by an integer factor: a sinc under a Kaiser window, flat to 0.9 of
 * the lower Nyquist frequency and more than 60 dB down from the lower Nyquist frequency on, split
 * into {@code factor} phases. Immutable.
 */
final class ResamplerFilter {
  private static final double KAISER_BETA = 6.6;
  private static final int TAPS_PER_FACTOR = 88;

  static final ResamplerFilter BY_2 = new ResamplerFilter(2);
  static final ResamplerFilter BY_3 = new ResamplerFilter(3);
  static final ResamplerFilter BY_6 = new ResamplerFilter(6);

  private final int factor;

  /** phase[p][k] weighs the tap p + k * factor of the prototype, whose sum is 1. */
  private final float[][] phases;

  private ResamplerFilter(int factor) {
    this.factor = factor;
    int taps = TAPS_PER_FACTOR * factor;
    double[] prototype = new double[taps];
    double middle = (taps - 1) / 2.0;
    double sum = 0;
    for (int i = 0; i < taps; i++) {
      double x = (i - middle) / factor * 0.95;
      double sinc = x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
      double edge = (i - middle) / (middle + 1);
      prototype[i] = sinc * bessel(KAISER_BETA * Math.sqrt(1 - edge * edge));
      sum += prototype[i];
    }
    phases = new float[factor][TAPS_PER_FACTOR];
    for (int i = 0; i < taps; i++) {
      phases[i % factor][i / factor] = (float) (prototype[i] / sum);
    }
  }

  static ResamplerFilter forFactor(int factor) {
    return switch (factor) {
      case 2 -> BY_2;
      case 3 -> BY_3;
      case 6 -> BY_6;
      default -> throw new IllegalArgumentException("no filter for a factor of " + factor);
    };
  }

  int factor() {
    return factor;
  }

  int tapsPerPhase() {
    return TAPS_PER_FACTOR;
  }

  float[] phase(int index) {
    return phases[index];
  }

  /** Modified Bessel function of order 0. */
  private static double bessel(double x) {
    double sum = 1;
    double term = 1;
    for (int k = 1; term > sum * 1e-12; k++) {
      term *= x / (2 * k) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }
}
