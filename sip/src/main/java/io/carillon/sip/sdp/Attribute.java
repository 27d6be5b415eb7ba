package io.carillon.sip.sdp;

/**
 * An {@code a=} line (RFC 8866 5.13), known or not.
 *
 * @param name compared without case
 * @param value what stands after the colon, null for a flag without one
 */
public record Attribute(String name, String value) {
  public Attribute {
    SdpText.value(name, "name");
    if (name.indexOf(':') >= 0) {
      throw new IllegalArgumentException("colon in the attribute name");
    }
    if (value != null) {
      SdpText.value(value, "value");
    }
  }

  public static Attribute flag(String name) {
    return new Attribute(name, null);
  }

  public boolean is(String otherName) {
    return name.equalsIgnoreCase(otherName);
  }

  /** The value, empty for a flag. */
  public String valueOrEmpty() {
    return value == null ? "" : value;
  }

  String encode() {
    return value == null ? name : name + ":" + value;
  }

  /** Keys never reach a log. */
  @Override
  public String toString() {
    return is("crypto") ? name + ":..." : encode();
  }
}
