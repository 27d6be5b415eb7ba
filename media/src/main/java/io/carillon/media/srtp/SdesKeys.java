package io.carillon.media.srtp;

import io.carillon.media.session.SrtpSuite;
import java.security.SecureRandom;

/** Makes master keys for SDES lines (RFC 4568 6.1). */
public final class SdesKeys {
  private final SecureRandom random;

  public SdesKeys(SecureRandom random) {
    this.random = random;
  }

  /** Fresh key and salt, as many bytes as the suite wants; a new one for every line offered. */
  public byte[] generate(SrtpSuite suite) {
    byte[] keyAndSalt = new byte[suite.keyAndSaltBytes()];
    random.nextBytes(keyAndSalt);
    return keyAndSalt;
  }
}
