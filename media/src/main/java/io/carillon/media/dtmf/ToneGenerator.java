package io.carillon.media.dtmf;

/**
 * The two tones of a key (ITU-T Q.23) as PCM at 8 kHz: 100 ms of sound and 60 ms of pause, faded in
 * and out so that nothing clicks. The low group has -9 dBm0, the high group -7 dBm0 (ETSI ES 201
 * 235-2). Owned by one event loop; allocates nothing.
 */
public final class ToneGenerator {
  /** Hz of what is made. */
  public static final int RATE = 8000;

  private static final int TONE = RATE / 10;
  private static final int PAUSE = RATE * 60 / 1000;
  private static final int FADE = RATE * 4 / 1000;

  /** Peaks of sines on the 16-bit scale, where a full one has 3.17 dBm0 (ITU-T G.711). */
  private static final double LOW_PEAK = peak(-9);

  private static final double HIGH_PEAK = peak(-7);

  private double lowStep;
  private double highStep;
  private int position = TONE + PAUSE;

  private static double peak(double dbm0) {
    return 32767 * Math.pow(10, (dbm0 - 3.17) / 20);
  }

  /**
   * Begins a key; one that still sounds is cut short.
   *
   * @param digit 0-9, *, #, A-D in either case
   * @throws IllegalArgumentException when there is no such key
   */
  public void start(char digit) {
    int key = ToneKeys.key(digit);
    if (key < 0) {
      throw new IllegalArgumentException("no key '" + digit + "'");
    }
    lowStep = 2 * Math.PI * ToneKeys.lowHertz(key) / RATE;
    highStep = 2 * Math.PI * ToneKeys.highHertz(key) / RATE;
    position = 0;
  }

  /** The key sounds, or its pause is not over. */
  public boolean sounding() {
    return position < TONE + PAUSE;
  }

  /** Writes the next samples; silence when nothing sounds. */
  public void next(short[] pcm, int offset, int samples) {
    for (int i = 0; i < samples; i++) {
      pcm[offset + i] = sample(position);
      position = Math.min(position + 1, TONE + PAUSE);
    }
  }

  private short sample(int at) {
    if (at >= TONE) {
      return 0;
    }
    double tones = LOW_PEAK * Math.sin(lowStep * at) + HIGH_PEAK * Math.sin(highStep * at);
    return (short) Math.round(tones * fade(Math.min(at, TONE - 1 - at)));
  }

  private static double fade(int fromEdge) {
    return fromEdge >= FADE ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * fromEdge / FADE);
  }
}
