package io.carillon.media.codec;

import io.github.jaredmdobson.concentus.OpusException;

/**
 * Opus in Java, where libopus is missing: slower, and it allocates while it works. Owned by one
 * thread.
 */
final class ConcentusDecoder extends OpusDecoder {
  private final io.github.jaredmdobson.concentus.OpusDecoder decoder;

  ConcentusDecoder(int sampleRate) {
    super(sampleRate);
    try {
      decoder = new io.github.jaredmdobson.concentus.OpusDecoder(sampleRate, 1);
    } catch (OpusException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  int run(
      byte[] payload,
      int offset,
      int length,
      short[] pcm,
      int pcmOffset,
      int samples,
      boolean fec) {
    try {
      return decoder.decode(payload, offset, length, pcm, pcmOffset, samples, fec);
    } catch (OpusException | RuntimeException | AssertionError malformed) {
      // The library tells of some malformed payloads by running over its arrays.
      return -1;
    }
  }

  @Override
  public void close() {
    // Holds no native memory.
  }
}
