package io.carillon.media.codec;

import static io.carillon.media.codec.G722Tables.clamp16;

/**
 * ITU-T G.722 at 64 kbit/s to 16 kHz; any packet length up to 120 ms. Every byte sequence is valid.
 * Owned by one thread.
 */
final class G722Decoder implements AudioDecoder {
  private static final int RATE = 16_000;
  private static final int MAX_BYTES = RATE / 2 * MAX_PACKET_MILLIS / 1000;
  private static final int HISTORY = 22;

  private final G722Band low = G722Band.low();
  private final G722Band high = G722Band.high();
  private final PitchConcealment concealment = new PitchConcealment(RATE);

  /** Sums and differences of the bands, as the mirror filter takes them. */
  private final int[] line = new int[HISTORY + 2];

  @Override
  public int sampleRate() {
    return RATE;
  }

  @Override
  public int decode(byte[] payload, int offset, int length, short[] pcm, int pcmOffset) {
    int samples = samplesIn(payload, offset, length);
    if (samples < 0) {
      return -1;
    }
    for (int i = 0; i < length; i++) {
      decodePair(payload[offset + i], pcm, pcmOffset + 2 * i);
    }
    concealment.received(pcm, pcmOffset, samples);
    return samples;
  }

  private void decodePair(int code, short[] pcm, int at) {
    int lower = decodeLow(code & 0x3f);
    int higher = decodeHigh(code >> 6 & 3);
    System.arraycopy(line, 2, line, 0, HISTORY);
    line[HISTORY] = lower + higher;
    line[HISTORY + 1] = lower - higher;
    int first = 0;
    int second = 0;
    int[] taps = G722Tables.QMF;
    for (int i = 0; i < 12; i++) {
      second += line[2 * i] * taps[i];
      first += line[2 * i + 1] * taps[11 - i];
    }
    pcm[at] = (short) clamp16(first >> 11);
    pcm[at + 1] = (short) clamp16(second >> 11);
  }

  private int decodeLow(int code) {
    int sample = low.prediction() + (low.step() * G722Tables.LOW_6[code] >> 15);
    low.adapt(low.step() * G722Tables.LOW_4[code >> 2] >> 15, G722Tables.LOW_SCALE[code >> 2]);
    return Math.clamp(sample, -16384, 16383);
  }

  private int decodeHigh(int code) {
    int difference = high.step() * G722Tables.HIGH_2[code] >> 15;
    int sample = high.prediction() + difference;
    high.adapt(difference, G722Tables.HIGH_SCALE[code]);
    return Math.clamp(sample, -16384, 16383);
  }

  @Override
  public int conceal(short[] pcm, int pcmOffset, int samples) {
    concealment.conceal(pcm, pcmOffset, samples);
    return samples;
  }

  @Override
  public int recover(
      byte[] nextPayload, int offset, int length, short[] pcm, int pcmOffset, int samples) {
    return -1;
  }

  @Override
  public int samplesIn(byte[] payload, int offset, int length) {
    return length > 0 && length <= MAX_BYTES ? 2 * length : -1;
  }

  @Override
  public void close() {
    // Holds no native memory.
  }
}
