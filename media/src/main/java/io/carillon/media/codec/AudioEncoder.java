package io.carillon.media.codec;

/**
 * The sending half of a codec. PCM is 16-bit mono. Owned by one thread at a time; allocates nothing
 * after construction.
 */
public interface AudioEncoder extends AutoCloseable {

  /** No encoder writes more bytes than this into one packet (the largest Opus frame, RFC 6716). */
  int MAX_PAYLOAD_BYTES = 1275;

  /** Hz of the PCM it takes: PCMU and PCMA 8000, G722 16000, opus 48000 unless built otherwise. */
  int sampleRate();

  /** RTP timestamp ticks that this many PCM samples last (the RTP clock of G722 says 8000). */
  int rtpTicks(int samples);

  /**
   * Encodes one packet's worth of PCM.
   *
   * @param samples 10, 20, 40 or 60 ms; G.711 and G.722 take any even number
   * @param out has room for {@link #MAX_PAYLOAD_BYTES} from outOffset on
   * @return bytes written; 0 = discontinuous transmission, send nothing
   * @throws IllegalArgumentException when the codec has no frame of that many samples
   */
  int encode(short[] pcm, int offset, int samples, byte[] out, int outOffset);

  /** Gives native memory back. Calling it again does nothing. */
  @Override
  void close();
}
