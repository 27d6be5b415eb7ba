package io.carillon.sip.multipart;

import java.nio.charset.StandardCharsets;

/** Tells the delimiter lines of a multipart from all others (RFC 2046 5.1.1). */
final class Delimiter {
  enum Line {
    OTHER,
    OPEN,
    CLOSE
  }

  private static final String PUNCTUATION = "'()+_,-./:=? ";

  private final byte[] dashed;

  Delimiter(String boundary) {
    this.dashed = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
  }

  static boolean isBoundary(String text) {
    return !text.isEmpty()
        && text.length() <= 70
        && text.charAt(text.length() - 1) != ' '
        && text.chars().allMatch(Delimiter::isBoundaryCharacter);
  }

  private static boolean isBoundaryCharacter(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || PUNCTUATION.indexOf(c) >= 0;
  }

  /** What the line at {@code from} is, which ends before {@code to} and holds no LF. */
  Line of(byte[] body, int from, int to) {
    if (to - from < dashed.length) {
      return Line.OTHER;
    }
    for (int i = 0; i < dashed.length; i++) {
      if (body[from + i] != dashed[i]) {
        return Line.OTHER;
      }
    }
    int rest = from + dashed.length;
    boolean close = to - rest >= 2 && body[rest] == '-' && body[rest + 1] == '-';
    for (int i = close ? rest + 2 : rest; i < to; i++) {
      if (body[i] != ' ' && body[i] != '\t' && body[i] != '\r') {
        return Line.OTHER; // a longer boundary, of somebody else's
      }
    }
    return close ? Line.CLOSE : Line.OPEN;
  }

  /** True when a line of the content would be taken for a delimiter. */
  boolean isIn(byte[] content) {
    int from = 0;
    while (from <= content.length) {
      int to = lineEnd(content, from);
      if (of(content, from, to) != Line.OTHER) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }

  /** Where the LF of the line is, or the end of the body. */
  static int lineEnd(byte[] body, int from) {
    int to = from;
    while (to < body.length && body[to] != '\n') {
      to++;
    }
    return to;
  }
}
