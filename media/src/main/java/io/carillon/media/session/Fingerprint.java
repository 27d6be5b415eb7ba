package io.carillon.media.session;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/**
 * What signalling says of the certificate a far end will show (RFC 8122 5). Immutable.
 *
 * @param hash function
 * @param value as many bytes as the function gives
 */
public record Fingerprint(CertificateHash hash, byte[] value) {
  public Fingerprint {
    Objects.requireNonNull(hash, "hash");
    if (value.length != hash.bytes()) {
      throw new IllegalArgumentException(hash.sdpName() + " has " + hash.bytes() + " bytes");
    }
    value = value.clone();
  }

  /** Of a certificate in DER. */
  public static Fingerprint of(CertificateHash hash, byte[] certificate) {
    return new Fingerprint(hash, hash.of(certificate));
  }

  /**
   * Whether a certificate is one of those announced. Of several hash functions the strongest
   * counts, and of it any value (RFC 8122 5).
   *
   * @param certificate in DER
   */
  public static boolean matches(List<Fingerprint> announced, byte[] certificate) {
    CertificateHash strongest =
        announced.stream().map(Fingerprint::hash).max(CertificateHash::compareTo).orElse(null);
    if (strongest == null) {
      return false;
    }
    byte[] shown = strongest.of(certificate);
    return announced.stream()
        .anyMatch(f -> f.hash == strongest && MessageDigest.isEqual(f.value, shown));
  }

  @Override
  public byte[] value() {
    return value.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint f && hash == f.hash && Arrays.equals(value, f.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(hash, Arrays.hashCode(value));
  }

  /** As {@code a=fingerprint} says it. */
  @Override
  public String toString() {
    return hash.sdpName() + " " + HexFormat.ofDelimiter(":").withUpperCase().formatHex(value);
  }
}
