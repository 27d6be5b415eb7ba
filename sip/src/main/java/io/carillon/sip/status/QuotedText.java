package io.carillon.sip.status;

/** Quoted strings of RFC 3261 25.1. */
public final class QuotedText {
  private static final int MAX_LENGTH = 200;

  private QuotedText() {}

  /**
   * Puts text between quotes: what could end the string or the header is replaced, since part of it
   * may be what the far end wrote; at most 200 characters.
   */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < Math.min(text.length(), MAX_LENGTH); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\'');
      } else {
        quoted.append(c < 0x20 || c > 0x7e ? ' ' : c);
      }
    }
    return quoted.append('"').toString();
  }
}
