package io.carillon.media.codec;

/** PCMU or PCMA at 8 kHz; any packet length up to 120 ms. Owned by one thread. */
final class G711Decoder implements AudioDecoder {
  private static final int RATE = 8000;
  private static final int MAX_SAMPLES = RATE * MAX_PACKET_MILLIS / 1000;

  private final G711Law law;
  private final PitchConcealment concealment = new PitchConcealment(RATE);

  G711Decoder(G711Law law) {
    this.law = law;
  }

  @Override
  public int sampleRate() {
    return RATE;
  }

  @Override
  public int decode(byte[] payload, int offset, int length, short[] pcm, int pcmOffset) {
    int samples = samplesIn(payload, offset, length);
    if (samples > 0) {
      law.decode(payload, offset, length, pcm, pcmOffset);
      concealment.received(pcm, pcmOffset, samples);
    }
    return samples;
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
    return length > 0 && length <= MAX_SAMPLES ? length : -1;
  }

  @Override
  public void close() {
    // Holds no native memory.
  }
}
