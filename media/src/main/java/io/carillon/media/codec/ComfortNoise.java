package io.carillon.media.codec;

/**
 * Comfort noise of RFC 3389: white noise at the level of the last update. The optional spectrum is
 * accepted and not used; noise this low is heard, not listened to. Owned by one thread.
 *
 * <pre>
 *   byte 0: |0| level, 0-127 = 0 to -127 dBov |   bytes 1..: reflection coefficients (optional)
 * </pre>
 */
public final class ComfortNoise {
  private static final int QUIETEST = 127;

  /** Louder noise than this is no background; a hostile packet shall not deafen the meeting. */
  private static final int LOUDEST = 30;

  private int level = QUIETEST;
  private double amplitude;
  private double wanted;
  private int random = 0x2545f491;

  /**
   * Takes the payload of a CN packet.
   *
   * @return false when it is malformed (empty, or its first bit set); the level stays then
   */
  public boolean update(byte[] payload, int offset, int length) {
    if (length < 1 || payload[offset] < 0) {
      return false;
    }
    level = payload[offset];
    // Even noise of amplitude a has the RMS a / sqrt(3).
    wanted =
        level == QUIETEST
            ? 0
            : 32768 * Math.sqrt(3) * Math.pow(10, -Math.max(level, LOUDEST) / 20.0);
    return true;
  }

  /** Level of the last update in -dBov, 0-127. */
  public int level() {
    return level;
  }

  /** Writes noise; a new level is reached smoothly within about 20 ms. */
  public void generate(short[] pcm, int offset, int samples) {
    int state = random;
    double step = (wanted - amplitude) / Math.max(1, samples);
    for (int i = 0; i < samples; i++) {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      amplitude += step;
      pcm[offset + i] = (short) (amplitude * state * 0x1p-31);
    }
    amplitude = wanted;
    random = state;
  }

  /**
   * Writes the payload of a CN packet.
   *
   * @param levelDbov 0 to -127
   * @return bytes written
   */
  public static int write(double levelDbov, byte[] out, int offset) {
    out[offset] = (byte) Math.clamp(Math.round(-levelDbov), 0, QUIETEST);
    return 1;
  }
}
