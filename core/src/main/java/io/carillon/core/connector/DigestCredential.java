package io.carillon.core.connector;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A PBX's user name and what is needed to check its digest answers (RFC 7616, RFC 8760): H(A1) for
 * each algorithm, over the connector's outbound host name as realm.
 *
 * <p>The password itself is nowhere. H(A1) cannot be salted, the protocol fixes its input; it is as
 * good as the password for this one realm and for nothing else, and the database file that holds it
 * is readable by its owner only.
 *
 * @param username 1-128 printable ASCII characters without colon, quotation mark and backslash
 * @param ha1Md5 32 lower-case hexadecimal digits
 * @param ha1Sha256 64 lower-case hexadecimal digits
 */
public record DigestCredential(String username, String ha1Md5, String ha1Sha256) {
  /** Most user names of one connector. */
  public static final int MAX_PER_CONNECTOR = 100;

  private static final Pattern USERNAME = Pattern.compile("[!-~&&[^:\"\\\\]]{1,128}");
  private static final Pattern PASSWORD = Pattern.compile("[ -~]{1,128}");
  private static final Pattern HA1_MD5 = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern HA1_SHA256 = Pattern.compile("[0-9a-f]{64}");

  public DigestCredential {
    Rules.matches(
        USERNAME,
        "user name",
        username,
        "1-128 printable ASCII characters without space, : \" and \\");
    if (!HA1_MD5.matcher(ha1Md5).matches() || !HA1_SHA256.matcher(ha1Sha256).matches()) {
      throw new IllegalArgumentException("H(A1) of " + username + " is damaged");
    }
  }

  /**
   * What is kept of a user name and password.
   *
   * @param realm the connector's outbound host name
   * @throws IllegalArgumentException when either is not allowed; the message has no password in it
   */
  public static DigestCredential of(String username, String realm, String password) {
    if (!PASSWORD.matcher(password).matches()) {
      throw new IllegalArgumentException(
          "password of " + username + ": allowed are 1-128 printable ASCII characters");
    }
    String a1 = username + ":" + realm + ":" + password;
    return new DigestCredential(username, hash("MD5", a1), hash("SHA-256", a1));
  }

  private static String hash(String algorithm, String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance(algorithm)
                  .digest(text.getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }

  /** The hashes stay out of logs. */
  @Override
  public String toString() {
    return "DigestCredential[" + username + "]";
  }
}
