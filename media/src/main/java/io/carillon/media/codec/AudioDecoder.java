package io.carillon.media.codec;

import java.util.Arrays;

/**
 * The receiving half of a codec. PCM is 16-bit mono. Owned by one thread at a time; allocates
 * nothing after construction. Payloads come from the network: none of them makes a method throw.
 */
public interface AudioDecoder extends AutoCloseable {

  /** The longest packet that is decoded. */
  int MAX_PACKET_MILLIS = 120;

  /** Hz of the PCM it gives: PCMU and PCMA 8000, G722 16000, opus 48000 unless built otherwise. */
  int sampleRate();

  /**
   * Decodes one packet.
   *
   * @param pcm has room for {@link #MAX_PACKET_MILLIS} from pcmOffset on
   * @return samples written, or -1 when the payload is malformed (the caller counts it and
   *     conceals)
   */
  int decode(byte[] payload, int offset, int length, short[] pcm, int pcmOffset);

  /**
   * Makes up audio for a packet that is missing; repeated calls fade out.
   *
   * @param samples at most {@link #MAX_PACKET_MILLIS}
   * @return samples written, always as many as asked for
   */
  int conceal(short[] pcm, int pcmOffset, int samples);

  /**
   * Recovers a lost packet from the forward error correction inside the packet after it.
   *
   * @param samples length of the lost packet
   * @return samples written, or -1 when the next packet carries none (conceal then)
   */
  int recover(byte[] nextPayload, int offset, int length, short[] pcm, int pcmOffset, int samples);

  /** How many samples decoding this packet will give, or -1 when the payload is malformed. */
  int samplesIn(byte[] payload, int offset, int length);

  /**
   * What is heard while the far end sends nothing on purpose (discontinuous transmission).
   *
   * @return samples written, always as many as asked for
   */
  default int silence(short[] pcm, int pcmOffset, int samples) {
    Arrays.fill(pcm, pcmOffset, pcmOffset + samples, (short) 0);
    return samples;
  }

  /** Gives native memory back. Calling it again does nothing. */
  @Override
  void close();
}
