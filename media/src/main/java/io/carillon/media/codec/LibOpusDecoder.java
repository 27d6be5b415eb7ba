package io.carillon.media.codec;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Opus by libopus, mono (stereo packets are mixed down). State and buffers are off-heap and freed
 * by {@link #close}. Owned by one thread at a time.
 */
final class LibOpusDecoder extends OpusDecoder {
  /** A packet of the longest frames, RFC 6716 section 3.2.5: 1275 bytes for each 20 ms. */
  private static final int MAX_PACKET_BYTES = 1500;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment state;
  private final MemorySegment packet;
  private final MemorySegment pcmOut;

  LibOpusDecoder(int sampleRate) {
    super(sampleRate);
    try {
      state = arena.allocate((int) LibOpus.DECODER_SIZE.invokeExact(1), 16);
      packet = arena.allocate(MAX_PACKET_BYTES, 16);
      pcmOut = arena.allocate(sampleRate * MAX_PACKET_MILLIS / 1000L * 2, 16);
      int result = (int) LibOpus.DECODER_INIT.invokeExact(state, sampleRate, 1);
      if (result != 0) {
        throw new IllegalStateException("opus_decoder_init returned " + result);
      }
    } catch (Throwable e) {
      arena.close();
      throw e instanceof RuntimeException known ? known : LibOpus.broken(e);
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
    if (length > MAX_PACKET_BYTES) {
      return -1;
    }
    MemorySegment data = MemorySegment.NULL;
    if (payload != null) {
      MemorySegment.copy(payload, offset, packet, JAVA_BYTE, 0, length);
      data = packet;
    }
    int decoded;
    try {
      decoded = (int) LibOpus.DECODE.invokeExact(state, data, length, pcmOut, samples, fec ? 1 : 0);
    } catch (Throwable e) {
      throw LibOpus.broken(e);
    }
    if (decoded > 0) {
      MemorySegment.copy(pcmOut, LibOpus.PCM, 0, pcm, pcmOffset, decoded);
    }
    return decoded;
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
