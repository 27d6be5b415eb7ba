package io.carillon.h323.h245;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Value;
import io.carillon.media.session.PayloadFormat;
import java.util.Optional;

/**
 * Codecs that H.245 and we both have, as capabilities (H.245 clause B.2.2.6) and on RTP. All count
 * a frame as a millisecond (H.225.0 table 21) and have payload types of RFC 3551.
 */
public enum AudioCodec {
  G722("g722-64k", 9, "G722"),
  PCMU("g711Ulaw64k", 0, "PCMU"),
  PCMA("g711Alaw64k", 8, "PCMA");

  /** Packets of ours are as long, unless the far end takes shorter ones only. */
  static final int USUAL_MILLIS = 20;

  private static final int SHORTEST_MILLIS = 10;

  private final String alternative;
  private final int payloadType;
  private final PayloadFormat format;

  AudioCodec(String alternative, int payloadType, String encoding) {
    this.alternative = alternative;
    this.payloadType = payloadType;
    this.format = new PayloadFormat(encoding, 8_000, 1, "");
  }

  public int payloadType() {
    return payloadType;
  }

  public PayloadFormat format() {
    return format;
  }

  /** The codec of that name in SDP, where H.245 has it too. */
  public static Optional<AudioCodec> named(String encoding) {
    for (AudioCodec codec : values()) {
      if (codec.format.is(encoding)) {
        return Optional.of(codec);
      }
    }
    return Optional.empty();
  }

  static Optional<AudioCodec> of(Chosen capability) {
    for (AudioCodec codec : values()) {
      if (capability.is(codec.alternative)) {
        return Optional.of(codec);
      }
    }
    return Optional.empty();
  }

  /** A capability of this codec with packets of at most so many milliseconds. */
  Chosen capability(int millis) {
    return new Chosen(alternative, Value.of(millis));
  }

  /** How long the packets may be that we send to who takes this much: 10-20 ms. */
  static int packetMillis(Chosen capability) {
    long most = capability.value() instanceof Value.Whole whole ? whole.number() : USUAL_MILLIS;
    return most >= USUAL_MILLIS ? USUAL_MILLIS : SHORTEST_MILLIS;
  }
}
