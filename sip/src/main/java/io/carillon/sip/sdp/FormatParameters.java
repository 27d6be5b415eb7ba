package io.carillon.sip.sdp;

/** Looking up "name=value" pairs of an fmtp, as Opus has them (RFC 7587 6.1). */
final class FormatParameters {
  private FormatParameters() {}

  /** The number of a parameter, or -1 when it is absent or no number. */
  static int number(String fmtp, String name) {
    for (String pair : fmtp.split(";")) {
      int equals = pair.indexOf('=');
      if (equals > 0 && pair.substring(0, equals).strip().equalsIgnoreCase(name)) {
        return SdpText.number(pair.substring(equals + 1).strip());
      }
    }
    return -1;
  }
}
