package io.carillon.sip.sdp;

/**
 * A {@code b=} line (RFC 8866 5.8).
 *
 * @param type AS and CT count kbit/s, TIAS bit/s
 * @param value in the unit of the type
 */
public record Bandwidth(String type, long value) {
  public Bandwidth {
    SdpText.token(type, "type");
    if (type.indexOf(':') >= 0 || value < 0) {
      throw new IllegalArgumentException("bandwidth " + type + ":" + value);
    }
  }

  String encode() {
    return type + ":" + value;
  }
}
