package io.carillon.sip.digest;

import java.util.Arrays;
import java.util.Optional;
import javax.sip.header.WWWAuthenticateHeader;

/**
 * One challenge we can answer.
 *
 * @param qopAuth qop=auth was offered; else the server is of RFC 2069
 * @param opaque empty when there is none
 */
record DigestChallenge(
    String realm, String nonce, String opaque, DigestAlgorithm algorithm, boolean qopAuth) {
  private static final int MAX_LENGTH = 1024;

  /** Empty for another scheme, an unknown algorithm, or a qop other than auth. */
  static Optional<DigestChallenge> of(WWWAuthenticateHeader header) {
    String realm = header.getRealm();
    String nonce = header.getNonce();
    if (!"Digest".equalsIgnoreCase(header.getScheme()) || !usable(realm) || !usable(nonce)) {
      return Optional.empty();
    }
    String opaque = header.getOpaque() == null ? "" : header.getOpaque();
    String qop = header.getQop();
    boolean auth =
        qop != null
            && Arrays.stream(qop.split(",")).map(String::trim).anyMatch("auth"::equalsIgnoreCase);
    if ((qop != null && !qop.isBlank() && !auth) || (!opaque.isEmpty() && !usable(opaque))) {
      return Optional.empty();
    }
    return DigestAlgorithm.byName(header.getAlgorithm())
        .map(algorithm -> new DigestChallenge(realm, nonce, opaque, algorithm, auth));
  }

  /** What goes back inside quotes must not be able to end them. */
  private static boolean usable(String text) {
    return text != null
        && !text.isEmpty()
        && text.length() <= MAX_LENGTH
        && text.chars().allMatch(c -> c >= 0x20 && c != '"' && c != '\\' && c != 0x7f);
  }
}
