package io.carillon.media.codec;

/**
 * What decoding Opus has in common whatever library does it: packets are checked first, and
 * concealment, which comes in steps of 2.5 ms, is cut to the samples asked for. Owned by one
 * thread.
 */
abstract class OpusDecoder implements AudioDecoder {
  private final int sampleRate;
  private final int step;
  private final short[] spare;
  private int spareFrom;
  private int spareTo;

  OpusDecoder(int sampleRate) {
    this.sampleRate = sampleRate;
    step = sampleRate / 400;
    spare = new short[step];
  }

  /**
   * Decodes one packet, or its FEC, or conceals when the payload is null.
   *
   * @return samples, or a negative number when the library refuses it
   */
  abstract int run(
      byte[] payload, int offset, int length, short[] pcm, int pcmOffset, int samples, boolean fec);

  @Override
  public final int sampleRate() {
    return sampleRate;
  }

  @Override
  public final int decode(byte[] payload, int offset, int length, short[] pcm, int pcmOffset) {
    int samples = samplesIn(payload, offset, length);
    if (samples <= 0) {
      return -1;
    }
    spareFrom = spareTo;
    int decoded = run(payload, offset, length, pcm, pcmOffset, samples, false);
    return decoded > 0 ? decoded : -1;
  }

  @Override
  public final int conceal(short[] pcm, int pcmOffset, int samples) {
    int done = takeSpare(pcm, pcmOffset, samples);
    int whole = (samples - done) / step * step;
    if (whole > 0) {
      made(pcm, pcmOffset + done, whole);
      done += whole;
    }
    if (done < samples) {
      made(spare, 0, step);
      spareFrom = 0;
      spareTo = step;
      takeSpare(pcm, pcmOffset + done, samples - done);
    }
    return samples;
  }

  private int takeSpare(short[] pcm, int pcmOffset, int samples) {
    int count = Math.min(samples, spareTo - spareFrom);
    System.arraycopy(spare, spareFrom, pcm, pcmOffset, count);
    spareFrom += count;
    return count;
  }

  private void made(short[] pcm, int pcmOffset, int samples) {
    int count = run(null, 0, 0, pcm, pcmOffset, samples, false);
    for (int i = Math.max(0, count); i < samples; i++) {
      pcm[pcmOffset + i] = 0;
    }
  }

  @Override
  public final int recover(
      byte[] nextPayload, int offset, int length, short[] pcm, int pcmOffset, int samples) {
    int next = samplesIn(nextPayload, offset, length);
    int whole = samples / step * step;
    if (next <= 0 || whole < next || !OpusPacket.carriesFec(nextPayload, offset, length)) {
      return -1;
    }
    spareFrom = spareTo;
    int recovered = run(nextPayload, offset, length, pcm, pcmOffset, whole, true);
    return recovered > 0 ? recovered : -1;
  }

  @Override
  public final int samplesIn(byte[] payload, int offset, int length) {
    return OpusPacket.samples(payload, offset, length, sampleRate);
  }

  /** Concealment after a DTX packet is the library's own comfort noise. */
  @Override
  public final int silence(short[] pcm, int pcmOffset, int samples) {
    return conceal(pcm, pcmOffset, samples);
  }
}
