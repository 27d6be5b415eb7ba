package io.carillon.media.dsp;

/** How loud PCM is. The reference of dBov is the RMS of a full-scale square wave (RFC 6464). */
public final class Level {
  /** What silence measures. */
  public static final double SILENCE_DBOV = -127;

  private Level() {}

  /** Root mean square, 0-32768. */
  public static double rms(short[] pcm, int offset, int samples) {
    if (samples <= 0) {
      return 0;
    }
    long sum = 0;
    for (int i = 0; i < samples; i++) {
      int sample = pcm[offset + i];
      sum += (long) sample * sample;
    }
    return Math.sqrt((double) sum / samples);
  }

  /** Greatest magnitude, 0-32768. */
  public static int peak(short[] pcm, int offset, int samples) {
    int most = 0;
    int least = 0;
    for (int i = 0; i < samples; i++) {
      int sample = pcm[offset + i];
      most = Math.max(most, sample);
      least = Math.min(least, sample);
    }
    return Math.max(most, -least);
  }

  /** Level of an RMS in dBov, {@link #SILENCE_DBOV} to 0. */
  public static double dbov(double rms) {
    return rms <= 0 ? SILENCE_DBOV : Math.max(SILENCE_DBOV, 20 * Math.log10(rms / 32768));
  }

  /** Level as an RTP header extension carries it (RFC 6464): 0-127 for 0 to -127 dBov. */
  public static int rfc6464(double rms) {
    return (int) Math.round(-dbov(rms));
  }
}
