package io.carillon.sip.sdp;

/**
 * A line no one here acts on (i, u, e, p, r, z, k, a second c or t, unknown types), kept so that
 * nothing gets lost.
 *
 * @param type the letter before the equals sign
 * @param value the rest of the line
 */
public record OtherLine(char type, String value) {
  // RFC 8866 section 5 fixes the order of the types.
  private static final String ORDER = "iuepcbtrzk";

  public OtherLine {
    if (!isType(type) || "voma".indexOf(type) >= 0) {
      throw new IllegalArgumentException("line type " + type);
    }
    SdpText.value(value, "value");
  }

  static boolean isType(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  int rank() {
    int rank = ORDER.indexOf(type);
    return rank < 0 ? ORDER.length() : rank;
  }

  static int rank(char type) {
    return ORDER.indexOf(type);
  }

  /** Keys never reach a log. */
  @Override
  public String toString() {
    return type + "=" + (type == 'k' ? "..." : value);
  }
}
