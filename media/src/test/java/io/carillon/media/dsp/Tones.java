package io.carillon.media.dsp;

/** Tones to feed in, and what is left of them. */
public final class Tones {
  private Tones() {}

  /** A sine of a peak amplitude, starting at phase 0. */
  public static short[] sine(double hz, double amplitude, int rate, int samples) {
    short[] pcm = new short[samples];
    for (int i = 0; i < samples; i++) {
      pcm[i] = (short) Math.round(amplitude * Math.sin(2 * Math.PI * hz * i / rate));
    }
    return pcm;
  }

  /** Peak amplitude of one frequency under a Hann window. */
  public static double amplitude(short[] pcm, int offset, int samples, double hz, int rate) {
    double real = 0;
    double imaginary = 0;
    double weights = 0;
    for (int i = 0; i < samples; i++) {
      double weight = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / samples);
      double angle = 2 * Math.PI * hz * i / rate;
      real += weight * pcm[offset + i] * Math.cos(angle);
      imaginary += weight * pcm[offset + i] * Math.sin(angle);
      weights += weight;
    }
    return 2 * Math.hypot(real, imaginary) / weights;
  }

  /**
   * Signal to noise and distortion in dB: the energy of the sine that fits best against the rest.
   */
  public static double sinad(short[] pcm, int offset, int samples, double hz, int rate) {
    double real = 0;
    double imaginary = 0;
    double total = 0;
    for (int i = 0; i < samples; i++) {
      double angle = 2 * Math.PI * hz * i / rate;
      real += pcm[offset + i] * Math.cos(angle);
      imaginary += pcm[offset + i] * Math.sin(angle);
      total += (double) pcm[offset + i] * pcm[offset + i];
    }
    double signal = 2 * (real * real + imaginary * imaginary) / samples;
    return 10 * Math.log10(signal / Math.max(1e-9, total - signal));
  }

  public static double db(double ratio) {
    return 20 * Math.log10(Math.max(ratio, 1e-9));
  }
}
