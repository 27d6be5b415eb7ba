package io.carillon.sip.transport;

import java.text.ParseException;
import java.util.List;

/** What JAIN-SIP's parser lets pass and RFC 3261 does not. */
final class HeadRules {
  private static final List<String> ONCE =
      List.of(
          "from", "to", "call-id", "cseq", "max-forwards", "content-type", "content-disposition");

  private static final List<String> NEEDED = List.of("via", "from", "to", "call-id", "cseq");

  private HeadRules() {}

  static void check(MessageHead head) throws ParseException {
    for (String name : NEEDED) {
      if (head.first(name) == null) {
        throw new ParseException("Missing " + name, 0);
      }
    }
    for (String name : ONCE) {
      if (head.count(name) > 1) {
        throw new ParseException("More than one " + name, 0);
      }
    }
    if (head.contentLength() == -2) {
      throw new ParseException("Bad Content-Length", 0);
    }
  }
}
