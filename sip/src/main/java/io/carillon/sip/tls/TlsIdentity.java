package io.carillon.sip.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;

/**
 * A chain and the key of its leaf that were found to fit together.
 *
 * @param chain leaf first
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {

  /** Reads and checks the pair: key match, order of the chain, dates. */
  public static TlsIdentity load(TlsSettings settings, Instant now)
      throws TlsConfigurationException {
    TlsIdentity identity =
        new TlsIdentity(
            PemFiles.certificates(settings.certificate()), PemFiles.key(settings.key()));
    identity.check(settings, now);
    return identity;
  }

  private void check(TlsSettings settings, Instant now) throws TlsConfigurationException {
    for (X509Certificate certificate : chain) {
      if (certificate.getNotAfter().before(Date.from(now))) {
        throw new TlsConfigurationException(
            "%s: %s expired on %s"
                .formatted(
                    settings.certificate(),
                    certificate.getSubjectX500Principal(),
                    certificate.getNotAfter().toInstant()));
      }
      if (certificate.getNotBefore().after(Date.from(now))) {
        throw new TlsConfigurationException(
            "%s: %s is valid only from %s"
                .formatted(
                    settings.certificate(),
                    certificate.getSubjectX500Principal(),
                    certificate.getNotBefore().toInstant()));
      }
    }
    for (int i = 0; i + 1 < chain.size(); i++) {
      try {
        chain.get(i).verify(chain.get(i + 1).getPublicKey());
      } catch (GeneralSecurityException e) {
        throw new TlsConfigurationException(
            "%s: certificate %d is not signed by the one after it"
                .formatted(settings.certificate(), i + 1),
            e);
      }
    }
    if (!matches(chain.getFirst().getPublicKey(), key)) {
      throw new TlsConfigurationException(
          "%s is not the key of the certificate in %s"
              .formatted(settings.key(), settings.certificate()));
    }
  }

  /** True when what the private key signs the public key verifies. */
  private static boolean matches(PublicKey publicKey, PrivateKey privateKey) {
    if (!publicKey.getAlgorithm().equals(privateKey.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (publicKey.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> publicKey.getAlgorithm();
        };
    byte[] text = "carillon".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(privateKey);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false; // of another curve or size: the caller reports the mismatch
    }
  }
}
