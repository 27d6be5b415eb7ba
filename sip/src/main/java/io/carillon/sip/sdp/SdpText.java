package io.carillon.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Cutting text into pieces, and checks that no piece can add a line of its own. */
final class SdpText {
  private SdpText() {}

  /** White space of SDP is ASCII; whatever else looks like a space is part of a word. */
  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\f' || c == 0x0b;
  }

  static String stripEnd(String text) {
    int end = text.length();
    while (end > 0 && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end);
  }

  static String stripStart(String text) {
    int start = 0;
    while (start < text.length() && isSpace(text.charAt(start))) {
      start++;
    }
    return text.substring(start);
  }

  /** The words between white space. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean space = i == text.length() || isSpace(text.charAt(i));
      if (space && start >= 0) {
        words.add(text.substring(start, i));
        start = -1;
      } else if (!space && start < 0) {
        start = i;
      }
    }
    return words;
  }

  /** A piece that runs to the end of its line. */
  static String value(String text, String what) {
    Objects.requireNonNull(text, what);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        throw new IllegalArgumentException(what + " holds a line break or NUL");
      }
    }
    if (!text.isEmpty() && isSpace(text.charAt(text.length() - 1))) {
      throw new IllegalArgumentException(what + " ends in white space");
    }
    return text;
  }

  /** A piece between spaces: neither empty nor with white space inside. */
  static String token(String text, String what) {
    value(text, what);
    if (text.isEmpty()) {
      throw new IllegalArgumentException(what + " is empty");
    }
    for (int i = 0; i < text.length(); i++) {
      if (isSpace(text.charAt(i))) {
        throw new IllegalArgumentException(what + " holds white space");
      }
    }
    return text;
  }

  /** A decimal number of at most nine digits, or -1. */
  static int number(String text) {
    if (text.isEmpty() || text.length() > 9) {
      return -1;
    }
    int n = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      n = n * 10 + digit;
    }
    return n;
  }
}
