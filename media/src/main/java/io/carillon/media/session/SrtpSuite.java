package io.carillon.media.session;

import java.util.Locale;
import java.util.Optional;

/** SRTP suites by their SDES names (RFC 4568, RFC 6188, RFC 7714), best first. */
public enum SrtpSuite {
  AEAD_AES_256_GCM(32, 12, 16),
  AEAD_AES_128_GCM(16, 12, 16),
  AES_256_CM_HMAC_SHA1_80(32, 14, 10),
  AES_256_CM_HMAC_SHA1_32(32, 14, 4),
  AES_CM_128_HMAC_SHA1_80(16, 14, 10),
  AES_CM_128_HMAC_SHA1_32(16, 14, 4);

  private final int keyBytes;
  private final int saltBytes;
  private final int tagBytes;

  SrtpSuite(int keyBytes, int saltBytes, int tagBytes) {
    this.keyBytes = keyBytes;
    this.saltBytes = saltBytes;
    this.tagBytes = tagBytes;
  }

  public int keyBytes() {
    return keyBytes;
  }

  public int saltBytes() {
    return saltBytes;
  }

  /**
   * Authentication tag of an SRTP packet; SRTCP of the _32 suites has 10 bytes all the same (RFC
   * 4568 6.2).
   */
  public int tagBytes() {
    return tagBytes;
  }

  public int keyAndSaltBytes() {
    return keyBytes + saltBytes;
  }

  public String sdpName() {
    return name();
  }

  /**
   * Finds a suite by its SDP name; both spellings of the 256-bit counter-mode suites in use are
   * known.
   */
  public static Optional<SrtpSuite> bySdpName(String name) {
    String upper = name.toUpperCase(Locale.ROOT).replace("AES_CM_256_", "AES_256_CM_");
    for (SrtpSuite suite : values()) {
      if (suite.name().equals(upper)) {
        return Optional.of(suite);
      }
    }
    return Optional.empty();
  }
}
