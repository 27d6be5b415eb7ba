package io.carillon.sip.digest;

import io.carillon.sip.digest.DigestVerdict.Cause;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sip.header.AuthorizationHeader;

/**
 * Credentials of a request, in the far end's spelling where that is part of the hash.
 *
 * @param user unescaped
 * @param nc eight hexadecimal digits
 * @param response lower-case hexadecimal, as long as the algorithm's
 */
record DigestCredentials(
    String user,
    String realm,
    String nonce,
    String uri,
    String nc,
    String cnonce,
    String response,
    DigestAlgorithm algorithm) {
  static final int MAX_USER = 256;
  private static final int MAX_LENGTH = 1024;
  private static final Pattern NC = Pattern.compile("[0-9a-fA-F]{8}");
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  /** What reading them came to. */
  sealed interface Reading {
    record Read(DigestCredentials credentials) implements Reading {}

    record Bad(Cause cause) implements Reading {}
  }

  static Reading read(AuthorizationHeader header) {
    Optional<DigestAlgorithm> algorithm = DigestAlgorithm.byName(header.getParameter("algorithm"));
    if (algorithm.isEmpty() || !"auth".equalsIgnoreCase(header.getParameter("qop"))) {
      // Without qop there is no nonce count, and so no protection against replay.
      return new Reading.Bad(Cause.NOT_OFFERED);
    }
    String user = header.getParameter("username");
    String nonce = header.getParameter("nonce");
    String uri = header.getParameter("uri");
    String cnonce = header.getParameter("cnonce");
    String nc = header.getParameter("nc");
    String response = header.getParameter("response");
    if (!fits(user, MAX_USER)
        || !fits(nonce, MAX_LENGTH)
        || !fits(uri, MAX_LENGTH)
        || !fits(cnonce, MAX_LENGTH)
        || !fits(nc, 8)
        || !fits(response, 64)
        || "true".equalsIgnoreCase(header.getParameter("userhash"))) {
      return new Reading.Bad(Cause.MALFORMED);
    }
    String hash = response.toLowerCase(Locale.ROOT);
    if (!NC.matcher(nc).matches()
        || hash.length() != algorithm.get().hexDigits()
        || !HEX.matcher(hash).matches()) {
      return new Reading.Bad(Cause.MALFORMED);
    }
    return new Reading.Read(
        new DigestCredentials(
            unescaped(user), header.getRealm(), nonce, uri, nc, cnonce, hash, algorithm.get()));
  }

  private static boolean fits(String text, int most) {
    return text != null && !text.isEmpty() && text.length() <= most;
  }

  /** Undoes quoted-pair of RFC 3261 25.1. */
  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain.append(c == '\\' && i + 1 < text.length() ? text.charAt(++i) : c);
    }
    return plain.toString();
  }

  /** The nonce count, 1 to 2^32-1; 0 is none. */
  long count() {
    return Long.parseLong(nc, 16);
  }

  /** The response that the holder of the password would give (RFC 7616 3.4.1). */
  String expected(HashedPassword password, String method) {
    DigestHash hash = new DigestHash(algorithm);
    String ha2 = hash.of(method + ":" + uri);
    return hash.of(password.of(algorithm) + ":" + nonce + ":" + nc + ":" + cnonce + ":auth:" + ha2);
  }
}
