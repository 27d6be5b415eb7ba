package io.carillon.sip.dns;

import java.util.Locale;
import java.util.Optional;

/** Names as this package keeps them: lower case, without the dot at the end (RFC 1035 2.3.4). */
final class DnsName {
  private static final int MAX_NAME = 253;
  private static final int MAX_LABEL = 63;

  private DnsName() {}

  /** The root becomes the empty name; empty when this is no name that a host or service has. */
  static Optional<String> of(String text) {
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    if (name.length() > MAX_NAME) {
      return Optional.empty();
    }
    if (name.isEmpty()) {
      return text.isEmpty() ? Optional.empty() : Optional.of("");
    }
    for (String label : name.split("\\.", -1)) {
      if (label.isEmpty() || label.length() > MAX_LABEL || !label.chars().allMatch(DnsName::fits)) {
        return Optional.empty();
      }
    }
    return Optional.of(name.toLowerCase(Locale.ROOT));
  }

  private static boolean fits(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
