package io.carillon.media.dtls;

import io.carillon.media.session.CertificateHash;
import io.carillon.media.session.Fingerprint;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;

/**
 * The key pair and certificate we show in handshakes: ECDSA P-256, signed by itself, made anew for
 * each server process and never written down. Far ends know it by the fingerprint in the SDP alone,
 * so that dates and names in it mean nothing. Immutable.
 */
public final class DtlsIdentity {
  private static final String NAME = "CN=carillon";
  private static final Duration BEFORE = Duration.ofDays(1);

  /** Longer than any process lives: a far end may look at the dates all the same. */
  private static final Duration AFTER = Duration.ofDays(3650);

  private final AsymmetricKeyParameter privateKey;
  private final byte[] certificate;
  private final Fingerprint fingerprint;

  private DtlsIdentity(AsymmetricKeyParameter privateKey, byte[] certificate) {
    this.privateKey = privateKey;
    this.certificate = certificate;
    this.fingerprint = Fingerprint.of(CertificateHash.SHA_256, certificate);
  }

  /** Makes a new one; takes some milliseconds. */
  public static DtlsIdentity generate(SecureRandom random, Instant now) {
    AsymmetricCipherKeyPair pair = keyPair(random);
    X500Name name = new X500Name(NAME);
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              name,
              new BigInteger(63, random).add(BigInteger.ONE),
              Date.from(now.minus(BEFORE)),
              Date.from(now.plus(AFTER)),
              name,
              SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(pair.getPublic()));
      AlgorithmIdentifier signature =
          new DefaultSignatureAlgorithmIdentifierFinder().find("SHA256withECDSA");
      AlgorithmIdentifier digest = new DefaultDigestAlgorithmIdentifierFinder().find(signature);
      byte[] encoded =
          builder
              .build(
                  new BcECContentSignerBuilder(signature, digest)
                      .setSecureRandom(random)
                      .build(pair.getPrivate()))
              .getEncoded();
      return new DtlsIdentity(pair.getPrivate(), encoded);
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("no certificate for DTLS", e);
    }
  }

  private static AsymmetricCipherKeyPair keyPair(SecureRandom random) {
    ASN1ObjectIdentifier curve = SECObjectIdentifiers.secp256r1;
    X9ECParameters parameters = CustomNamedCurves.getByOID(curve);
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(new ECNamedDomainParameters(curve, parameters), random));
    return generator.generateKeyPair();
  }

  AsymmetricKeyParameter privateKey() {
    return privateKey;
  }

  /** In DER. */
  byte[] certificate() {
    return certificate.clone();
  }

  /** What SDP says of the certificate: SHA-256. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }
}
