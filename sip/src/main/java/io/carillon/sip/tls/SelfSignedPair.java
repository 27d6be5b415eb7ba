package io.carillon.sip.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a certificate and key for the first start, so that TLS works before anyone bought one. */
public final class SelfSignedPair {
  private static final Logger LOG = LoggerFactory.getLogger(SelfSignedPair.class);
  private static final Duration VALID = Duration.ofDays(5 * 365);

  private SelfSignedPair() {}

  /**
   * Writes a pair unless both files are there; only the owner may read the key. RSA, because old
   * room systems speak nothing else.
   *
   * @param names the SIP domains and addresses that peers call us by, at least one
   * @throws IOException when one of the two files is there without the other, or cannot be written
   */
  public static void makeUnlessPresent(
      Path certificate, Path key, List<String> names, SecureRandom random, Instant now)
      throws IOException {
    boolean haveCertificate = Files.exists(certificate);
    boolean haveKey = Files.exists(key);
    if (haveCertificate && haveKey) {
      return;
    }
    if (haveCertificate || haveKey) {
      throw new IOException(
          "%s is there but %s is not; remove it or add the other"
              .formatted(haveCertificate ? certificate : key, haveKey ? certificate : key));
    }
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048, random);
      KeyPair pair = generator.generateKeyPair();
      X509CertificateHolder holder = certify(pair, names, random, now);
      write(key, pem(new JcaPKCS8Generator(pair.getPrivate(), null)), "rw-------");
      write(certificate, pem(holder), "rw-r--r--");
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("cannot make a certificate", e);
    }
    LOG.warn(
        "made a self-signed certificate for {}: {} - peers that verify certificates will refuse it",
        names,
        certificate);
  }

  private static X509CertificateHolder certify(
      KeyPair pair, List<String> names, SecureRandom random, Instant now)
      throws IOException, OperatorCreationException {
    X500Name subject =
        new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, names.getFirst()).build();
    return new JcaX509v3CertificateBuilder(
            subject,
            new BigInteger(127, random).setBit(126),
            // An hour ago: clocks differ.
            Date.from(now.minusSeconds(3600)),
            Date.from(now.plus(VALID)),
            subject,
            pair.getPublic())
        .addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(names.stream().map(SelfSignedPair::name).toArray(GeneralName[]::new)))
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(
            Extension.keyUsage,
            true,
            new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment))
        .addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(
                new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}))
        .build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate()));
  }

  private static GeneralName name(String name) {
    boolean address =
        io.netty.util.NetUtil.isValidIpV4Address(name)
            || io.netty.util.NetUtil.isValidIpV6Address(name);
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  /** Whole or not at all, and never readable by others for a moment. */
  private static void write(Path file, String text, String mode) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    FileAttribute<?> permissions =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
    Path fresh = Files.createTempFile(folder, ".new", ".pem", permissions);
    Files.writeString(fresh, text);
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString(mode));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
