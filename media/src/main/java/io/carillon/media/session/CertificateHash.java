package io.carillon.media.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * Hash functions of certificate fingerprints (RFC 8122 5), weakest first. MD5 and MD2 are left out:
 * that RFC forbids them.
 */
public enum CertificateHash {
  SHA_1("sha-1", 20),
  SHA_224("sha-224", 28),
  SHA_256("sha-256", 32),
  SHA_384("sha-384", 48),
  SHA_512("sha-512", 64);

  private final String sdpName;
  private final int bytes;

  CertificateHash(String sdpName, int bytes) {
    this.sdpName = sdpName;
    this.bytes = bytes;
  }

  /** As {@code a=fingerprint} says it; the JDK knows it by the same name. */
  public String sdpName() {
    return sdpName;
  }

  public int bytes() {
    return bytes;
  }

  /** By its name, compared without case. */
  public static Optional<CertificateHash> bySdpName(String name) {
    for (CertificateHash hash : values()) {
      if (hash.sdpName.equalsIgnoreCase(name)) {
        return Optional.of(hash);
      }
    }
    return Optional.empty();
  }

  /** The hash of a certificate in DER. */
  public byte[] of(byte[] certificate) {
    try {
      return MessageDigest.getInstance(sdpName).digest(certificate);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no " + sdpName, e);
    }
  }
}
