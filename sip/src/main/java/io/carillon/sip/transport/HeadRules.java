package io.carillon.sip.transport;

import static io.carillon.sip.transport.BadMessageException.badRequest;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What JAIN-SIP's parser lets pass and RFC 3261 does not; most of it by way of RFC 4475. */
final class HeadRules {
  private static final List<String> ONCE =
      List.of(
          "from", "to", "call-id", "cseq", "max-forwards", "content-type", "content-disposition");

  private static final List<String> NEEDED = List.of("via", "from", "to", "call-id", "cseq");

  private static final long MAX_CSEQ = (1L << 31) - 1;

  private static final Pattern VERSION = Pattern.compile("(?i)SIP/\\d{1,3}\\.\\d{1,3}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");
  private static final Pattern NOT_IN_A_NAME = Pattern.compile(".*[,;:@()\\[\\]{}?=/\\\\].*");

  private HeadRules() {}

  static void check(MessageHead head) throws BadMessageException {
    if (head.defect() != null) {
      throw badRequest(capital(head.defect()));
    }
    if (!head.isResponse()) {
      requestLine(head.startLine());
    }
    for (String name : NEEDED) {
      if (head.first(name) == null) {
        throw badRequest("Missing " + capital(name));
      }
    }
    for (String name : ONCE) {
      if (head.count(name) > 1) {
        throw badRequest("More Than One " + capital(name));
      }
    }
    if (head.contentLength() == -2) {
      throw badRequest("Bad Content-Length");
    }
    cseq(head.first("cseq"));
    nameAddress("From", head.first("from"));
    nameAddress("To", head.first("to"));
    if (head.isResponse()) {
      // A response that has been forwarded to us was not for us (section 8.1.3.3).
      if (head.count("via") > 1) {
        throw badRequest("More Than One Via");
      }
      return;
    }
    contactOfInvite(head);
    maxForwards(head.first("max-forwards"));
    for (HeaderField field : head.fields()) {
      if (field.name().equals("contact")) {
        contact(field.value());
      }
    }
  }

  /** Method SP Request-URI SP SIP-Version (section 7.1), nothing more. */
  private static void requestLine(String line) throws BadMessageException {
    String[] parts = line.split(" ", -1);
    if (parts.length != 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw badRequest("Bad Request-Line");
    }
    if (!VERSION.matcher(parts[2]).matches()) {
      throw badRequest("Bad SIP-Version");
    }
    if (!parts[2].equalsIgnoreCase("SIP/2.0")) {
      throw new BadMessageException(505, "Version Not Supported");
    }
    String uri = parts[1];
    if (uri.indexOf('<') >= 0 || uri.indexOf('>') >= 0 || uri.indexOf('"') >= 0) {
      throw badRequest("Bad Request-URI");
    }
    String lower = uri.toLowerCase(Locale.ROOT);
    boolean sip = lower.startsWith("sip:") || lower.startsWith("sips:");
    // The user part may have a question mark, the host has none, and headers are not allowed.
    if (sip && uri.indexOf('?', Math.max(0, uri.lastIndexOf('@'))) >= 0) {
      throw badRequest("Headers in Request-URI");
    }
  }

  /** Section 8.1.1.8; without it there is nowhere to send the BYE to. RFC 2543 had other ways. */
  private static void contactOfInvite(MessageHead head) throws BadMessageException {
    boolean beginsDialog = head.method().equals("INVITE") && !head.hasToTag();
    boolean legacy = !head.first("via").toLowerCase(Locale.ROOT).contains("z9hg4bk");
    if (beginsDialog && !legacy && head.first("contact") == null) {
      throw badRequest("Missing Contact");
    }
  }

  private static void cseq(String value) throws BadMessageException {
    int digits = 0;
    while (digits < value.length() && Character.isDigit(value.charAt(digits))) {
      digits++;
    }
    // Leading zeros are fine (wsinv), more than 2^31-1 is not (section 8.1.1.5).
    if (digits == 0 || digits > 20 || tooLarge(value.substring(0, digits), MAX_CSEQ)) {
      throw badRequest("Bad CSeq");
    }
  }

  private static void maxForwards(String value) throws BadMessageException {
    if (value == null) {
      return; // RFC 2543 peers have none
    }
    if (!NUMBER.matcher(value).matches() || tooLarge(value, 255)) {
      throw badRequest("Bad Max-Forwards");
    }
  }

  private static boolean tooLarge(String digits, long max) {
    return new java.math.BigInteger(digits).compareTo(java.math.BigInteger.valueOf(max)) > 0;
  }

  /** Display name of tokens or in quotes, no space inside the brackets (section 25.1). */
  private static void nameAddress(String field, String value) throws BadMessageException {
    int open = outsideQuotes(field, value, '<');
    if (open < 0) {
      return;
    }
    String name = value.substring(0, open).strip();
    if (!name.startsWith("\"") && NOT_IN_A_NAME.matcher(name).matches()) {
      throw badRequest("Bad Display Name in " + field);
    }
    int close = value.indexOf('>', open);
    if (close < 0 || value.substring(open + 1, close).chars().anyMatch(Character::isWhitespace)) {
      throw badRequest("Bad Address in " + field);
    }
  }

  /** Where that character stands outside of quotes, -1 for nowhere. */
  private static int outsideQuotes(String field, String value, char wanted)
      throws BadMessageException {
    boolean quoted = false;
    int found = -1;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == wanted && found < 0) {
        found = i;
      }
    }
    if (quoted) {
      throw badRequest("Unbalanced Quotes in " + field);
    }
    return found;
  }

  /** A URI with headers must stand in brackets, or they are the field's (section 20.10). */
  private static void contact(String value) throws BadMessageException {
    if (outsideQuotes("Contact", value, '<') < 0 && value.indexOf('?') >= 0) {
      throw badRequest("Bad Contact");
    }
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
