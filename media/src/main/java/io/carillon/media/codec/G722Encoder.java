package io.carillon.media.codec;

import static io.carillon.media.codec.G722Tables.clamp16;

/**
 * ITU-T G.722 at 64 kbit/s: 16 kHz split by a mirror filter into two bands, 6 bits for the lower
 * and 2 for the higher. One byte for two samples. Owned by one thread.
 */
final class G722Encoder implements AudioEncoder {
  private static final int HISTORY = 22;
  private static final int PIECE = 320;

  private final G722Band low = G722Band.low();
  private final G722Band high = G722Band.high();
  private final int[] line = new int[HISTORY + PIECE];

  @Override
  public int sampleRate() {
    return 16_000;
  }

  /** RFC 3551 section 4.5.2: the RTP clock is 8000 Hz by mistake and for ever. */
  @Override
  public int rtpTicks(int samples) {
    return samples / 2;
  }

  @Override
  public int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
    if (samples % 2 != 0) {
      throw new IllegalArgumentException("G722 has no frame of " + samples + " samples");
    }
    for (int done = 0; done < samples; done += PIECE) {
      int piece = Math.min(PIECE, samples - done);
      for (int i = 0; i < piece; i++) {
        line[HISTORY + i] = pcm[offset + done + i];
      }
      for (int i = 0; i < piece; i += 2) {
        out[outOffset + (done + i) / 2] = (byte) encodePair(i);
      }
      System.arraycopy(line, piece, line, 0, HISTORY);
    }
    return samples / 2;
  }

  private int encodePair(int at) {
    int odd = 0;
    int even = 0;
    int[] taps = G722Tables.QMF;
    for (int i = 0; i < 12; i++) {
      odd += line[at + 2 * i] * taps[i];
      even += line[at + 2 * i + 1] * taps[11 - i];
    }
    return encodeHigh(even - odd >> 14) << 6 | encodeLow(even + odd >> 14);
  }

  /** SUBTRA, QUANTL. */
  private int encodeLow(int sample) {
    int difference = clamp16(sample - low.prediction());
    int magnitude = difference < 0 ? ~difference : difference;
    int[] levels = G722Tables.LOW_LEVELS;
    int interval = 1;
    while (interval < levels.length && magnitude >= levels[interval] * low.step() >> 12) {
      interval++;
    }
    int code = G722Tables.lowCode(interval, difference < 0);
    low.adapt(low.step() * G722Tables.LOW_4[code >> 2] >> 15, G722Tables.LOW_SCALE[code >> 2]);
    return code;
  }

  /** SUBTRA, QUANTH. */
  private int encodeHigh(int sample) {
    int difference = clamp16(sample - high.prediction());
    int magnitude = difference < 0 ? ~difference : difference;
    boolean outer = magnitude >= G722Tables.HIGH_LEVEL * high.step() >> 12;
    int code = (difference < 0 ? 0 : 2) | (outer ? 0 : 1);
    high.adapt(high.step() * G722Tables.HIGH_2[code] >> 15, G722Tables.HIGH_SCALE[code]);
    return code;
  }

  @Override
  public void close() {
    // Holds no native memory.
  }
}
