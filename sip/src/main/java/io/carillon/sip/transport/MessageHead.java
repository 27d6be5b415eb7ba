package io.carillon.sip.transport;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Start line and header fields of one message, split and unfolded but not interpreted. The frame
 * decoder needs it for the length of the body, the dispatcher for the Call-ID, and the 400 for what
 * JAIN-SIP refuses is made of it. What is wrong with the head is in {@link #defect}, not thrown.
 *
 * @param startLine request or status line
 * @param fields in their order
 * @param defect null, or why this is no proper head
 */
record MessageHead(String startLine, List<HeaderField> fields, String defect) {
  private static final Pattern TO_TAG = Pattern.compile(";\\s*tag\\s*=", Pattern.CASE_INSENSITIVE);

  /** Splits the bytes of a head; the empty line at its end may be there or not. */
  static MessageHead parse(byte[] bytes, int length, int maxLines) {
    // Latin-1 would do for the names; the values may be UTF-8 (RFC 3261 section 25.1).
    String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
    List<HeaderField> fields = new ArrayList<>(24);
    String defect = null;
    String startLine = null;
    String name = null;
    StringBuilder value = new StringBuilder();
    int lines = 0;
    int at = 0;
    while (at < text.length()) {
      int end = lineEnd(text, at);
      String line = text.substring(at, end);
      at = end + 2;
      if (line.isEmpty()) {
        break;
      }
      if (++lines > maxLines) {
        defect = "too many header lines";
        break;
      }
      if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
        defect = "bare CR or LF in the header";
      }
      if (startLine == null) {
        startLine = line;
      } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        if (name == null) {
          defect = "continuation of no header field";
        }
        value.append(' ').append(line.strip());
      } else {
        flush(fields, name, value);
        int colon = line.indexOf(':');
        name = colon < 0 ? null : line.substring(0, colon).stripTrailing();
        if (name == null || !isToken(name)) {
          defect = "header line without a name";
          name = null;
        } else {
          value.append(line.substring(colon + 1).strip());
        }
      }
    }
    flush(fields, name, value);
    return new MessageHead(startLine == null ? "" : startLine, List.copyOf(fields), defect);
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf("\r\n", from);
    return end < 0 ? text.length() : end;
  }

  private static void flush(List<HeaderField> fields, String name, StringBuilder value) {
    if (name != null) {
      fields.add(new HeaderField(HeaderField.longName(name), value.toString().strip()));
    }
    value.setLength(0);
  }

  private static boolean isToken(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean ok =
          c >= '0' && c <= '9'
              || c >= 'A' && c <= 'Z'
              || c >= 'a' && c <= 'z'
              || "-.!%*_+`'~".indexOf(c) >= 0;
      if (!ok) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  boolean isResponse() {
    return startLine.startsWith("SIP/");
  }

  /** First word of the request line. */
  String method() {
    int space = startLine.indexOf(' ');
    return space < 0 ? startLine : startLine.substring(0, space);
  }

  /** Value of the first field of that long lower-case name, null when there is none. */
  String first(String name) {
    for (HeaderField field : fields) {
      if (field.name().equals(name)) {
        return field.value();
      }
    }
    return null;
  }

  int count(String name) {
    int count = 0;
    for (HeaderField field : fields) {
      if (field.name().equals(name)) {
        count++;
      }
    }
    return count;
  }

  /** True when it is within a dialog: its To has a tag. */
  boolean hasToTag() {
    String to = first("to");
    return to != null && TO_TAG.matcher(to).find();
  }

  /** Value of the Call-ID, empty when there is none. */
  String callId() {
    String value = first("call-id");
    return value == null ? "" : value;
  }

  /**
   * The length of the body: -1 when no field says it, -2 when the fields contradict each other or
   * are no number a body can have.
   */
  int contentLength() {
    int length = -1;
    for (HeaderField field : fields) {
      if (!field.name().equals("content-length")) {
        continue;
      }
      int value = number(field.value());
      if (value < 0 || length >= 0 && value != length) {
        return -2;
      }
      length = value;
    }
    return length;
  }

  private static int number(String digits) {
    if (digits.isEmpty() || digits.length() > 12) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value > Integer.MAX_VALUE ? -1 : (int) value;
  }
}
