package io.carillon.sip.digest;

import java.util.Optional;

/** Hash algorithms of digest authentication, weakest first (RFC 8760 2.1). */
public enum DigestAlgorithm {
  MD5("MD5", "MD5"),
  SHA_256("SHA-256", "SHA-256");

  private final String sipName;
  private final String javaName;

  DigestAlgorithm(String sipName, String javaName) {
    this.sipName = sipName;
    this.javaName = javaName;
  }

  public String sipName() {
    return sipName;
  }

  String javaName() {
    return javaName;
  }

  /** Length of a hash in hexadecimal digits. */
  int hexDigits() {
    return switch (this) {
      case MD5 -> 32;
      case SHA_256 -> 64;
    };
  }

  /** By its name in a challenge; a challenge without one means MD5 (RFC 7616 3.3). */
  static Optional<DigestAlgorithm> byName(String name) {
    if (name == null || name.isEmpty()) {
      return Optional.of(MD5);
    }
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.sipName.equalsIgnoreCase(name)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }
}
