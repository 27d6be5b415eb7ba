package io.carillon.core.record;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes the secrets out of a SIP message before it is written anywhere, and leaves the rest as it
 * was (Content-Length then tells the length before).
 *
 * <p>Removed are the values of Authorization, Proxy-Authorization, Authentication-Info and Identity
 * headers (also folded, also compact, also inside message/sipfrag and multipart bodies), SDES keys
 * and everything else behind the suite in {@code a=crypto}, {@code a=key-mgmt}, {@code a=ice-pwd}
 * and {@code k=} lines, passwords and dialled passcodes in SIP URIs, credentials in URI headers,
 * and keyed digits (INFO {@code Signal=}, application/dtmf, KPML), which may be passcodes.
 *
 * <p>Where a message is odd more is removed rather than less. Time grows linearly with the length.
 * Stateless.
 */
public final class SipMessageRedactor {
  static final String REMOVED = "[removed]";

  private static final Set<String> SECRET_HEADERS =
      Set.of("authorization", "proxy-authorization", "authentication-info", "identity", "y");
  private static final Set<String> SCHEMES = Set.of("digest", "basic", "bearer");

  private static final Pattern CRYPTO = Pattern.compile("(?i)^\\s*+a\\s*+=\\s*+crypto\\s*+:?");
  private static final Pattern CRYPTO_HEAD =
      Pattern.compile(
          "(?i)^\\s*+a\\s*+=\\s*+crypto\\s*+:\\s*+[0-9]{1,9}+[ \\t]++[A-Z0-9_]{1,64}+[ \\t]");
  private static final Pattern KEY_LINE =
      Pattern.compile("(?i)^\\s*+(?:k\\s*+=|a\\s*+=\\s*+(?:key-mgmt|ice-pwd)\\s*+:?)");
  private static final Pattern INLINE = Pattern.compile("(?i)inline:[^|;\\s]*+");
  private static final Pattern SIGNAL = Pattern.compile("(?i)^\\s*+signal\\s*+[=:]");
  private static final Pattern KPML_DIGITS =
      Pattern.compile("(?i)(\\bdigits\\s*+=\\s*+)(?:\"[^\"]*+\"?+|'[^']*+'?+)");
  private static final Pattern URI_CREDENTIALS =
      Pattern.compile("(?i)([?&](?:proxy-)?authorization=)[^&>\\s]*+");

  /** A meeting ID dialled together with the moderators' passcode: ID**PASSCODE@, ID%23PASSCODE@. */
  private static final Pattern DIALLED_PASSCODE =
      Pattern.compile(
          "(?i)(sips?:(?:[ .()-]{0,8}+[0-9]){10,13}+["
              + " .()-]{0,8}+(?:[*#]|%2[3a])++)[^@<>\"\\s]++(?=@)");

  private static final Pattern DTMF_TYPE =
      Pattern.compile("(?i)^\\s*+(?:content-type|c)\\s*+:\\s*+application/dtmf\\s*+(?:;.*+)?$");

  private SipMessageRedactor() {}

  /** The message without its secrets. */
  public static String redact(String message) {
    StringBuilder out = new StringBuilder(message.length() + 64);
    boolean secretHeader = false; // the header that a folded line would go on
    boolean digitsOnly = false; // the body is application/dtmf
    boolean inDigits = false;
    int at = 0;
    while (at < message.length()) {
      int end = endOfLine(message, at);
      String line = message.substring(at, end);
      int next = afterLineEnd(message, end);
      if (inDigits && !line.isBlank() && line.length() <= 32) {
        out.append(REMOVED);
      } else if (isFolded(line) && secretHeader) {
        out.append(line.charAt(0)).append(REMOVED);
      } else {
        secretHeader = SECRET_HEADERS.contains(headerName(line));
        digitsOnly |= DTMF_TYPE.matcher(line).matches();
        inDigits |= digitsOnly && line.isEmpty();
        out.append(secretHeader ? withoutCredentials(line) : withoutSecrets(line));
      }
      out.append(message, end, next);
      at = next;
    }
    return out.toString();
  }

  private static int endOfLine(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) != '\r' && text.charAt(at) != '\n') {
      at++;
    }
    return at;
  }

  private static int afterLineEnd(String text, int at) {
    if (at >= text.length()) {
      return at;
    }
    boolean crlf = text.startsWith("\r\n", at);
    return at + (crlf ? 2 : 1);
  }

  private static boolean isFolded(String line) {
    return !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
  }

  private static String headerName(String line) {
    int colon = line.indexOf(':');
    return colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
  }

  /** Keeps the header's name and, where it is one of the known, the scheme. */
  private static String withoutCredentials(String line) {
    int colon = line.indexOf(':');
    String[] words = line.substring(colon + 1).strip().split("\\s", 2);
    String scheme = SCHEMES.contains(words[0].toLowerCase(Locale.ROOT)) ? words[0] + ' ' : "";
    return line.substring(0, colon + 1) + ' ' + scheme + REMOVED;
  }

  private static String withoutSecrets(String line) {
    if (CRYPTO.matcher(line).lookingAt()) {
      var head = CRYPTO_HEAD.matcher(line);
      return (head.lookingAt() ? head.group() : "a=crypto:") + REMOVED;
    }
    var keyLine = KEY_LINE.matcher(line);
    if (keyLine.lookingAt()) {
      return keyLine.group() + REMOVED;
    }
    var signal = SIGNAL.matcher(line);
    if (signal.lookingAt()) {
      return signal.group() + REMOVED;
    }
    String rest = INLINE.matcher(line).replaceAll("inline:" + REMOVED);
    rest = KPML_DIGITS.matcher(rest).replaceAll("$1\"" + REMOVED + "\"");
    rest = URI_CREDENTIALS.matcher(rest).replaceAll("$1" + REMOVED);
    rest = DIALLED_PASSCODE.matcher(rest).replaceAll("$1" + REMOVED);
    return withoutPasswords(rest);
  }

  /** {@code sip:user:password@host}: what lies between the second colon and the at sign. */
  private static String withoutPasswords(String line) {
    StringBuilder out = null;
    int copied = 0;
    int scheme = afterScheme(line, 0);
    while (scheme >= 0) {
      int colon = -1;
      int lastAt = -1;
      int at = scheme;
      while (at < line.length() && !endsUri(line.charAt(at), lastAt >= 0)) {
        if (line.charAt(at) == ':' && colon < 0 && lastAt < 0) {
          colon = at;
        } else if (line.charAt(at) == '@') {
          lastAt = at;
        }
        at++;
      }
      if (colon >= 0 && lastAt > colon) {
        out = out == null ? new StringBuilder(line.length()) : out;
        out.append(line, copied, colon + 1).append(REMOVED);
        copied = lastAt;
      }
      scheme = afterScheme(line, at);
    }
    return out == null ? line : out.append(line, copied, line.length()).toString();
  }

  /** A user part may hold ; ? and / (RFC 3261 25.1), so these end a URI only behind its at sign. */
  private static boolean endsUri(char c, boolean behindAt) {
    return switch (c) {
      case ' ', '\t', '<', '>', '"' -> true;
      case ';', '?', ',', '/' -> behindAt;
      default -> false;
    };
  }

  private static int afterScheme(String line, int from) {
    for (int i = from; i + 4 <= line.length(); i++) {
      if (line.regionMatches(true, i, "sip:", 0, 4)) {
        return i + 4;
      }
      if (line.regionMatches(true, i, "sips:", 0, 5)) {
        return i + 5;
      }
    }
    return -1;
  }
}
