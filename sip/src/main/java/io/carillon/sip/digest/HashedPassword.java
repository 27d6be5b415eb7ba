package io.carillon.sip.digest;

import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * H(user:realm:password) of RFC 7616 3.4.2 for both algorithms, lower-case hexadecimal: what is
 * kept in the place of a password. Whoever has it can sign in as that user in that realm, so it is
 * as secret as a password.
 */
public record HashedPassword(String md5, String sha256) {
  private static final Pattern HEX = Pattern.compile("[0-9a-f]+");

  public HashedPassword {
    md5 = hex(md5, 32);
    sha256 = hex(sha256, 64);
  }

  private static String hex(String text, int length) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.length() != length || !HEX.matcher(lower).matches()) {
      throw new IllegalArgumentException("not " + length + " hexadecimal digits");
    }
    return lower;
  }

  /** Of a password, when it is set. */
  public static HashedPassword of(String user, String realm, String password) {
    String text = user + ":" + realm + ":" + password;
    return new HashedPassword(
        new DigestHash(DigestAlgorithm.MD5).of(text),
        new DigestHash(DigestAlgorithm.SHA_256).of(text));
  }

  /** Of nobody: something to compute with, so that an unknown user takes as long as a known one. */
  static HashedPassword ofNobody(byte[] noise) {
    String hex = HexFormat.of().formatHex(noise);
    return new HashedPassword(hex.substring(0, 32), hex.substring(0, 64));
  }

  String of(DigestAlgorithm algorithm) {
    return switch (algorithm) {
      case MD5 -> md5;
      case SHA_256 -> sha256;
    };
  }

  @Override
  public String toString() {
    return "HashedPassword[secret]";
  }
}
