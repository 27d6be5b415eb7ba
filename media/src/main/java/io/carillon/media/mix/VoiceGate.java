package io.carillon.media.mix;

/**
 * Tells whether a leg talks, by its level with a hangover. Levels are mean squares of 16-bit
 * samples. Owned by the mix's event loop.
 */
final class VoiceGate {
  /** Opens at -52 dB of full scale, where quiet speech begins and line noise has ended. */
  private static final double OPEN = meanSquare(-52);

  private static final double CLOSE = meanSquare(-56);

  /** 400 ms: gaps between words and syllables do not cut. */
  private static final int HANGOVER_TICKS = 20;

  private static final double SMOOTHING = 0.2;

  private int hangover;
  private double smoothed;

  static double meanSquare(double decibels) {
    return 32768.0 * 32768.0 * Math.pow(10, decibels / 10);
  }

  /** Takes the next 20 ms. */
  void frame(AudioFrame frame) {
    double level = frame.present() ? meanSquare(frame.pcm(), frame.samples()) : 0;
    smoothed += SMOOTHING * (level - smoothed);
    if (level >= OPEN || (hangover > 0 && level >= CLOSE)) {
      hangover = HANGOVER_TICKS;
    } else if (hangover > 0) {
      hangover--;
    }
  }

  boolean open() {
    return hangover > 0;
  }

  /** Mean square over about the last 100 ms. */
  double smoothed() {
    return smoothed;
  }

  private static double meanSquare(short[] pcm, int samples) {
    long sum = 0;
    for (int i = 0; i < samples; i++) {
      sum += pcm[i] * pcm[i];
    }
    return (double) sum / samples;
  }
}
