package io.carillon.media.srtp;

import io.carillon.media.session.SrtpSuite;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;

/**
 * Master key and salt of one direction, wherever they came from: SDES (RFC 4568), or exported from
 * a DTLS handshake (RFC 5764 4.2).
 *
 * <p>Immutable. The key material is copied in and never shown.
 */
public final class SrtpKeys {
  private final SrtpSuite suite;
  private final byte[] key;
  private final byte[] salt;

  private SrtpKeys(SrtpSuite suite, byte[] key, byte[] salt) {
    this.suite = Objects.requireNonNull(suite, "suite");
    if (key.length != suite.keyBytes() || salt.length != suite.saltBytes()) {
      throw new IllegalArgumentException(
          suite + " needs " + suite.keyBytes() + " + " + suite.saltBytes() + " bytes");
    }
    this.key = key;
    this.salt = salt;
  }

  /** Key and salt apart, as a DTLS export gives them. */
  public static SrtpKeys of(SrtpSuite suite, byte[] key, byte[] salt) {
    return new SrtpKeys(suite, key.clone(), salt.clone());
  }

  /** Key and salt one after another, as SDES gives them. */
  public static SrtpKeys of(SrtpSuite suite, byte[] keyAndSalt) {
    return new SrtpKeys(
        suite,
        Arrays.copyOf(keyAndSalt, suite.keyBytes()),
        Arrays.copyOfRange(keyAndSalt, suite.keyBytes(), keyAndSalt.length));
  }

  public SrtpSuite suite() {
    return suite;
  }

  byte[] key() {
    return key;
  }

  byte[] salt() {
    return salt;
  }

  /** Suite, key and salt are the same: the contexts and their rollover counters stay valid. */
  public boolean sameAs(SrtpKeys other) {
    return suite == other.suite
        && MessageDigest.isEqual(key, other.key)
        && MessageDigest.isEqual(salt, other.salt);
  }

  /** Keys never reach a log. */
  @Override
  public String toString() {
    return "SrtpKeys[" + suite + "]";
  }
}
