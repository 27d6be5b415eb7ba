package io.carillon.sip.transport;

import java.util.Locale;
import java.util.Map;

/**
 * One header field of a message head, unfolded.
 *
 * @param name in lower case and in its long form
 * @param value without surrounding whitespace
 */
public record HeaderField(String name, String value) {

  // RFC 3261 section 7.3.3 and the IANA registry of header fields.
  private static final Map<String, String> COMPACT =
      Map.ofEntries(
          Map.entry("a", "accept-contact"),
          Map.entry("b", "referred-by"),
          Map.entry("c", "content-type"),
          Map.entry("d", "request-disposition"),
          Map.entry("e", "content-encoding"),
          Map.entry("f", "from"),
          Map.entry("i", "call-id"),
          Map.entry("j", "reject-contact"),
          Map.entry("k", "supported"),
          Map.entry("l", "content-length"),
          Map.entry("m", "contact"),
          Map.entry("n", "identity-info"),
          Map.entry("o", "event"),
          Map.entry("r", "refer-to"),
          Map.entry("s", "subject"),
          Map.entry("t", "to"),
          Map.entry("u", "allow-events"),
          Map.entry("v", "via"),
          Map.entry("x", "session-expires"),
          Map.entry("y", "identity"));

  static String longName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return COMPACT.getOrDefault(lower, lower);
  }
}
