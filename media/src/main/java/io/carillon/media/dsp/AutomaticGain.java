package io.carillon.media.dsp;

/**
 * Brings one talker towards the common speech level of -26 dBov (ITU-T P.56 active level), by at
 * most 12 dB either way: slowly up, faster down. Only speech is measured and only speech moves the
 * gain, so that the noise of pauses is not pumped up. Owned by one event loop; allocates nothing.
 */
public final class AutomaticGain {
  /** The level talkers are brought to, in dBov. */
  public static final double TARGET_DBOV = -26;

  /** Most gain either way, in dB. */
  public static final double MAX_DB = 12;

  private static final double UP_DB_PER_SECOND = 6;
  private static final double DOWN_DB_PER_SECOND = 30;

  /** Nothing below this is speech. */
  private static final double QUIETEST_SPEECH = -50;

  /** Speech stands out of the noise by this much. */
  private static final double ABOVE_NOISE = 9;

  /** Noise louder than this is taken for speech. */
  private static final double LOUDEST_NOISE = -40;

  private static final double NOISE_RISE_DB_PER_SECOND = 1.5;

  /** Samples stay below this. */
  private static final double PEAK = 32_000;

  private final int sampleRate;
  private double noise = -60;
  private double speech = Double.NaN;
  private double gainDb;
  private float applied = 1;

  public AutomaticGain(int sampleRate) {
    this.sampleRate = sampleRate;
  }

  /** The gain in use in dB, -12 to 12. */
  public double gainDb() {
    return gainDb;
  }

  /**
   * Applies the gain to one tick, in place.
   *
   * @return the level of the tick before, in dBov
   */
  public double process(short[] pcm, int offset, int samples) {
    double level = Level.dbov(Level.rms(pcm, offset, samples));
    double seconds = (double) samples / sampleRate;
    measure(level, seconds);
    float wanted = (float) Math.pow(10, gainDb / 20);
    int peak = Level.peak(pcm, offset, samples);
    if (peak * Math.max(wanted, applied) > PEAK) {
      wanted = (float) Math.min(wanted, PEAK / peak);
      applied = Math.min(applied, wanted);
    }
    apply(pcm, offset, samples, wanted);
    return level;
  }

  private void measure(double level, double seconds) {
    noise =
        level < noise ? level : Math.min(LOUDEST_NOISE, noise + NOISE_RISE_DB_PER_SECOND * seconds);
    if (level < QUIETEST_SPEECH || level < noise + ABOVE_NOISE) {
      return;
    }
    if (Double.isNaN(speech)) {
      speech = level;
    }
    // Louder moments weigh more: the level of speech is that of its syllables.
    double share = (level > speech ? 10 : 1) * seconds;
    speech += Math.min(1, share) * (level - speech);
    double target = Math.clamp(TARGET_DBOV - speech, -MAX_DB, MAX_DB);
    double step = target - gainDb;
    gainDb += Math.clamp(step, -DOWN_DB_PER_SECOND * seconds, UP_DB_PER_SECOND * seconds);
  }

  private void apply(short[] pcm, int offset, int samples, float wanted) {
    float from = applied;
    applied = wanted;
    if (from == 1 && wanted == 1) {
      return;
    }
    float step = (wanted - from) / samples;
    for (int i = 0; i < samples; i++) {
      pcm[offset + i] = (short) (pcm[offset + i] * (from + step * i));
    }
  }
}
