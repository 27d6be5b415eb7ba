package io.carillon.sip.multipart;

/**
 * A header of a body part, unfolded.
 *
 * @param name a token, compared without case
 * @param value without line breaks
 */
public record PartHeader(String name, String value) {
  public PartHeader {
    if (!isToken(name)) {
      throw new IllegalArgumentException("header name");
    }
    if (value.chars().anyMatch(c -> c == '\r' || c == '\n' || c == 0)) {
      throw new IllegalArgumentException("header value holds a line break or NUL");
    }
    value = stripped(value);
  }

  static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ':');
  }

  private static String stripped(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }
}
