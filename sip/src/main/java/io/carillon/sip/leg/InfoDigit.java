package io.carillon.sip.leg;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys sent as SIP INFO: {@code application/dtmf-relay} ("Signal=5", "Duration=160") and {@code
 * application/dtmf} (the key alone). No RFC defines them; the spellings are those of phones and
 * gateways in use.
 */
final class InfoDigit {
  static final String RELAY = "application/dtmf-relay";
  static final String PLAIN = "application/dtmf";

  /** Longer bodies are no key. */
  private static final int MAX_BODY = 256;

  private static final String KEY = "([0-9a-dA-D*#]|1[0-5])";
  private static final Pattern SIGNAL =
      Pattern.compile("(?im)^[ \\t]*Signal[ \\t]*=[ \\t]*" + KEY + "[ \\t]*\\r?$");
  private static final Pattern ALONE = Pattern.compile("\\s*" + KEY + "\\s*");

  /** Events 10-15 of RFC 4733, which some send by number. */
  private static final String BY_NUMBER = "*#ABCD";

  private InfoDigit() {}

  /** True for the content types that carry a key. */
  static boolean carries(String contentType) {
    return contentType.equals(RELAY) || contentType.equals(PLAIN);
  }

  /** The key; empty when the body has none. */
  static Optional<Character> parse(String contentType, byte[] body) {
    if (body.length > MAX_BODY) {
      return Optional.empty();
    }
    String text = new String(body, StandardCharsets.US_ASCII);
    Matcher signal = SIGNAL.matcher(text);
    if (signal.find()) {
      return Optional.of(key(signal.group(1)));
    }
    Matcher alone = ALONE.matcher(text);
    return contentType.equals(PLAIN) && alone.matches()
        ? Optional.of(key(alone.group(1)))
        : Optional.empty();
  }

  private static char key(String text) {
    return text.length() == 1
        ? text.toUpperCase(Locale.ROOT).charAt(0)
        : BY_NUMBER.charAt(Integer.parseInt(text) - 10);
  }
}
