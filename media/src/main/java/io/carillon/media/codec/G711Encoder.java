package io.carillon.media.codec;

/** PCMU or PCMA at 8 kHz, one byte a sample. Owned by one thread. */
final class G711Encoder implements AudioEncoder {
  private final G711Law law;

  G711Encoder(G711Law law) {
    this.law = law;
  }

  @Override
  public int sampleRate() {
    return 8000;
  }

  @Override
  public int rtpTicks(int samples) {
    return samples;
  }

  @Override
  public int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset) {
    law.encode(pcm, offset, samples, out, outOffset);
    return samples;
  }

  @Override
  public void close() {
    // Holds no native memory.
  }
}
