package io.carillon.core.quality;

/**
 * The E-model of ITU-T G.107 (06/2015), narrow band: from what a connection does to speech to the
 * transmission rating R (0-100), and from R to an estimated mean opinion score.
 *
 * <p>{@code R = Ro - Is - Id - Ie,eff + A}. Everything a server cannot know (loudness, side tone,
 * room noise, echo loss) has its default of G.107 Table 2; with nothing but defaults R is 93.2.
 * Delay enters three times, as in the Recommendation: talker echo (Idte), listener echo (Idle) and
 * delay as such (Idd); absolute delay is taken as the echo path's, the round trip as twice that.
 *
 * <p>Pure functions, for any thread.
 */
public final class EModel {
  /** The score never leaves these bounds. */
  public static final double LOWEST_MOS = 1.0;

  public static final double HIGHEST_MOS = 4.4;

  // G.107 Table 2; dB unless said otherwise.
  private static final double SEND_LOUDNESS = 8; // SLR
  private static final double RECEIVE_LOUDNESS = 2; // RLR
  private static final double SIDETONE_MASKING = 15; // STMR
  private static final double LISTENER_SIDETONE = 18; // LSTR
  private static final double D_VALUE_SEND = 3; // Ds
  private static final double TALKER_ECHO_LOUDNESS = 65; // TELR
  private static final double ECHO_PATH_LOSS = 110; // WEPL
  private static final double QUANTIZING_UNITS = 1; // qdu
  private static final double CIRCUIT_NOISE = -70; // Nc, dBm0p
  private static final double NOISE_FLOOR = -64; // Nfor, dBmp
  private static final double ROOM_NOISE_SEND = 35; // Ps, dB(A)
  private static final double ROOM_NOISE_RECEIVE = 35; // Pr, dB(A)
  private static final double DELAY_SENSITIVITY = 1; // sT
  private static final double LEAST_PERCEIVED_DELAY = 100; // mT, ms

  private static final double OVERALL_LOUDNESS = SEND_LOUDNESS + RECEIVE_LOUDNESS;
  private static final double NOISE = noise();
  private static final double RO = 15 - 1.5 * (SEND_LOUDNESS + NOISE);

  private EModel() {}

  /**
   * The rating R of one direction.
   *
   * @param delayMillis one-way delay from mouth to ear in ms, 0 or more
   * @param codec equipment impairment of the codec
   * @param lossPercent packets lost of those expected, 0-100
   * @param burstRatio 1 when losses are random, more when they come in bursts
   * @return R, which may lie below 0
   */
  public static double rating(
      double delayMillis, CodecImpairment codec, double lossPercent, double burstRatio) {
    return rating(
        delayMillis, effectiveImpairment(codec.ie(), codec.bpl(), lossPercent, burstRatio), 0);
  }

  /**
   * The rating R with an effective equipment impairment and an advantage factor given.
   *
   * @param delayMillis one-way delay in ms
   * @param effectiveImpairment Ie,eff
   * @param advantage A, 0-20 (G.107 Table 1)
   */
  public static double rating(double delayMillis, double effectiveImpairment, double advantage) {
    return RO
        - simultaneousImpairment(delayMillis)
        - delayImpairment(delayMillis)
        - effectiveImpairment
        + advantage;
  }

  /** Ie,eff by G.107 equation 7-29. */
  public static double effectiveImpairment(
      double ie, double bpl, double lossPercent, double burstRatio) {
    return ie + (95 - ie) * lossPercent / (lossPercent / burstRatio + bpl);
  }

  /** MOS by G.107 Annex B as it stands there, 1.0-4.5. */
  public static double unboundedMos(double rating) {
    if (rating <= 0) {
      return 1;
    }
    if (rating >= 100) {
      return 4.5;
    }
    // Between 0 and 6.5 the cubic dips below 1, which no listener can say.
    return Math.max(1, 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6);
  }

  /** MOS in the bounds of the metric, 1.0-4.4. */
  public static double mos(double rating) {
    return Math.clamp(unboundedMos(rating), LOWEST_MOS, HIGHEST_MOS);
  }

  /** Id = Idte + Idle + Idd (clause 7.4). */
  static double delayImpairment(double delayMillis) {
    return talkerEcho(delayMillis) + listenerEcho(2 * delayMillis) + absoluteDelay(delayMillis);
  }

  /** Idd: delay as such disturbs conversation, from mT on. */
  static double absoluteDelay(double delayMillis) {
    if (delayMillis <= LEAST_PERCEIVED_DELAY) {
      return 0;
    }
    double x = Math.log(delayMillis / LEAST_PERCEIVED_DELAY) / Math.log(2);
    double power = 6 * DELAY_SENSITIVITY;
    return 25
        * (Math.pow(1 + Math.pow(x, power), 1 / power)
            - 3 * Math.pow(1 + Math.pow(x / 3, power), 1 / power)
            + 2);
  }

  /** Idte: one hears oneself. The side tone default (9-20 dB) needs no correction. */
  private static double talkerEcho(double delayMillis) {
    double t = delayMillis;
    double terv =
        TALKER_ECHO_LOUDNESS
            - 40 * Math.log10((1 + t / 10) / (1 + t / 150))
            + 6 * Math.exp(-0.3 * t * t);
    double re = 80 + 2.5 * (terv - 14);
    double roe = -1.5 * (NOISE - RECEIVE_LOUDNESS);
    double half = (roe - re) / 2;
    return (half + Math.sqrt(half * half + 100) - 1) * (1 - Math.exp(-t));
  }

  /** Idle: one hears the other twice. */
  private static double listenerEcho(double roundTripMillis) {
    double rle = 10.5 * (ECHO_PATH_LOSS + 7) * Math.pow(roundTripMillis + 1, -0.25);
    double half = (RO - rle) / 2;
    return half + Math.sqrt(half * half + 169);
  }

  /** Is = Iolr + Ist + Iq (clause 7.3). */
  private static double simultaneousImpairment(double delayMillis) {
    double xolr = OVERALL_LOUDNESS + 0.2 * (64 + NOISE - RECEIVE_LOUDNESS);
    double tooLoud = 20 * (root(xolr / 8, 8) - xolr / 8);
    double stmro =
        -10
            * Math.log10(
                Math.pow(10, -SIDETONE_MASKING / 10)
                    + Math.exp(-delayMillis / 4) * Math.pow(10, -TALKER_ECHO_LOUDNESS / 10));
    double sidetone =
        12 * root((stmro - 13) / 6, 8)
            - 28 * root((stmro + 1) / 19.4, 35)
            - 13 * root((stmro - 3) / 33, 13)
            + 29;
    double q = 37 - 15 * Math.log10(QUANTIZING_UNITS);
    double g = 1.07 + 0.258 * q + 0.0602 * q * q;
    double y = (RO - 100) / 15 + 46 / 8.4 - g / 9;
    double z = 46.0 / 30 - g / 40;
    double quantizing = 15 * Math.log10(1 + Math.pow(10, y) + Math.pow(10, z));
    return tooLoud + sidetone + quantizing;
  }

  /** {@code (1 + x^n)^(1/n)}, the soft knee the Recommendation uses throughout. */
  private static double root(double x, double n) {
    return Math.pow(1 + Math.pow(x, n), 1 / n);
  }

  /** No: every noise source as one at the 0 dBr point (clause 7.2). */
  private static double noise() {
    double sendRoom =
        ROOM_NOISE_SEND
            - SEND_LOUDNESS
            - D_VALUE_SEND
            - 100
            + 0.004 * Math.pow(ROOM_NOISE_SEND - OVERALL_LOUDNESS - D_VALUE_SEND - 14, 2);
    double effectiveReceiveRoom =
        ROOM_NOISE_RECEIVE + 10 * Math.log10(1 + Math.pow(10, (10 - LISTENER_SIDETONE) / 10));
    double receiveRoom =
        RECEIVE_LOUDNESS
            - 121
            + effectiveReceiveRoom
            + 0.008 * Math.pow(effectiveReceiveRoom - 35, 2);
    double floor = NOISE_FLOOR + RECEIVE_LOUDNESS;
    return 10
        * Math.log10(
            Math.pow(10, CIRCUIT_NOISE / 10)
                + Math.pow(10, sendRoom / 10)
                + Math.pow(10, receiveRoom / 10)
                + Math.pow(10, floor / 10));
  }
}
