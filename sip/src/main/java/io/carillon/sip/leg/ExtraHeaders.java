package io.carillon.sip.leg;

import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.Messages;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sip.message.Message;

/**
 * Puts headers that others wrote into messages of ours; what makes the dialog, the transaction or
 * the body is never theirs to say. At most 64 of one message; broken ones are left out.
 */
final class ExtraHeaders {
  private static final int MAX_LINES = 64;

  private static final Set<String> OURS =
      Set.of(
          "via",
          "from",
          "to",
          "call-id",
          "cseq",
          "contact",
          "max-forwards",
          "route",
          "record-route",
          "content-type",
          "content-length",
          "content-encoding",
          "content-disposition",
          "supported",
          "require",
          "proxy-require",
          "allow",
          "rseq",
          "rack",
          "session-expires",
          "session-id",
          "min-se",
          "authorization",
          "proxy-authorization",
          "server",
          "user-agent",
          "timestamp",
          "mime-version");

  private ExtraHeaders() {}

  static void put(Message message, List<HeaderLine> lines) {
    lines.stream()
        .filter(line -> !OURS.contains(line.name().toLowerCase(Locale.ROOT)))
        .limit(MAX_LINES)
        .forEach(line -> Messages.add(message, line));
  }
}
