package io.carillon.cli.peers;

/** How loud one tone is in a sound. */
public final class ToneLevel {
  /** What is returned for silence. */
  public static final double SILENCE = -120;

  private ToneLevel() {}

  /**
   * Level in dB, 0 being a sine of full scale. Goertzel's filter behind a Hann window: tones 20 Hz
   * away do not count from a second of sound on.
   */
  public static double decibels(WaveFile sound, int hertz) {
    short[] samples = sound.samples();
    if (samples.length < sound.sampleRate() / 10) {
      throw new AssertionError(
          "only " + samples.length + " samples at " + sound.sampleRate() + " Hz to listen to");
    }
    double coefficient = 2 * Math.cos(2 * Math.PI * hertz / sound.sampleRate());
    double previous = 0;
    double beforeThat = 0;
    double windowSum = 0;
    for (int i = 0; i < samples.length; i++) {
      double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / samples.length);
      windowSum += window;
      double now = samples[i] * window + coefficient * previous - beforeThat;
      beforeThat = previous;
      previous = now;
    }
    double power =
        previous * previous + beforeThat * beforeThat - coefficient * previous * beforeThat;
    double amplitude = 2 * Math.sqrt(Math.max(0, power)) / windowSum;
    return Math.max(SILENCE, 20 * Math.log10(Math.max(1e-9, amplitude / 32767)));
  }

  /** Level of everything together, in dB against a sine of full scale. */
  public static double overall(WaveFile sound) {
    double sum = 0;
    for (short sample : sound.samples()) {
      sum += (double) sample * sample;
    }
    double amplitude = Math.sqrt(2 * sum / Math.max(1, sound.samples().length));
    return Math.max(SILENCE, 20 * Math.log10(Math.max(1e-9, amplitude / 32767)));
  }
}
