package io.carillon.media.codec;

import io.carillon.media.session.PayloadFormat;

/** Which codecs there are, and makes them. Thread-safe. */
public interface CodecRegistry {

  /** Whether this is audio that we can encode and decode (telephone-event and CN are not audio). */
  boolean supports(PayloadFormat format);

  /**
   * Makes an encoder that obeys the far end's format parameters (RFC 7587 section 6.1 for Opus).
   *
   * @param packetMillis length of the packets that will be sent, see {@link #packetMillis}
   * @throws IllegalArgumentException when the format is not supported
   */
  AudioEncoder encoder(PayloadFormat format, int packetMillis);

  /**
   * @throws IllegalArgumentException when the format is not supported
   */
  AudioDecoder decoder(PayloadFormat format);

  /** The packet length in ms nearest to the wished one, and not above it, that the codec can do. */
  int packetMillis(PayloadFormat format, int wishedMillis);

  /** Which implementation of Opus is at work and its version, for start-up log and debug page. */
  String opusImplementation();
}
