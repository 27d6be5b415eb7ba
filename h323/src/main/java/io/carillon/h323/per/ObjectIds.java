package io.carillon.h323.per;

import java.io.ByteArrayOutputStream;

/** The contents of object identifiers (X.690 8.19). */
final class ObjectIds {
  private static final int LONGEST = 128;
  private static final int BASE = 40;

  private ObjectIds() {}

  static String read(byte[] content) throws PerException {
    if (content.length == 0 || content.length > LONGEST) {
      throw new PerException("object identifier of " + content.length + " octets");
    }
    StringBuilder dotted = new StringBuilder();
    long number = 0;
    for (byte octet : content) {
      if (number >> 48 != 0) {
        throw new PerException("object identifier with a number of more than 55 bits");
      }
      number = number << 7 | octet & 0x7f;
      if (octet >= 0) {
        append(dotted, number);
        number = 0;
      }
    }
    if (content[content.length - 1] < 0) {
      throw new PerException("object identifier ends within a number");
    }
    return dotted.toString();
  }

  private static void append(StringBuilder dotted, long number) {
    if (dotted.isEmpty()) {
      long first = Math.min(2, number / BASE);
      dotted.append(first).append('.').append(number - first * BASE);
    } else {
      dotted.append('.').append(number);
    }
  }

  static byte[] write(String dotted) {
    String[] parts = dotted.split("\\.");
    if (parts.length < 2) {
      throw new IllegalArgumentException(dotted + " is no object identifier");
    }
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    append(content, Long.parseLong(parts[0]) * BASE + Long.parseLong(parts[1]));
    for (int i = 2; i < parts.length; i++) {
      append(content, Long.parseLong(parts[i]));
    }
    return content.toByteArray();
  }

  private static void append(ByteArrayOutputStream content, long number) {
    int groups = Math.max(1, (Numbers.width(number) + 6) / 7);
    for (int i = groups - 1; i >= 0; i--) {
      content.write((int) (number >> i * 7 & 0x7f | (i > 0 ? 0x80 : 0)));
    }
  }
}
