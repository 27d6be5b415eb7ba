package io.carillon.sip.bridge;

import io.carillon.sip.dialog.Messages;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import javax.sip.header.ExtensionHeader;
import javax.sip.header.Header;
import javax.sip.message.Message;

/**
 * One header of a message as text.
 *
 * @param name as it was written
 * @param value without line ends and surrounding whitespace
 */
public record HeaderLine(String name, String value) {

  public HeaderLine {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  boolean is(String other) {
    return name.equalsIgnoreCase(other);
  }

  /** True when it can stand in a message: no control character, so no second header either. */
  boolean clean() {
    return value.chars().noneMatch(c -> c < 0x20 || c == 0x7f);
  }

  /** Every header of a message, in its order; lists are one line for each of their values. */
  public static List<HeaderLine> of(Message message) {
    List<HeaderLine> lines = new ArrayList<>();
    Iterator<?> names = message.getHeaderNames();
    while (names.hasNext()) {
      Messages.headers(message, (String) names.next()).map(HeaderLine::of).forEach(lines::add);
    }
    return lines;
  }

  private static HeaderLine of(Header header) {
    if (header instanceof ExtensionHeader extension) {
      return new HeaderLine(header.getName(), extension.getValue().trim());
    }
    String line = header.toString();
    return new HeaderLine(header.getName(), line.substring(line.indexOf(':') + 1).trim());
  }

  Header toHeader() {
    return Messages.header(name, value);
  }
}
