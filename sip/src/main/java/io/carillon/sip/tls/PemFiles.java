package io.carillon.sip.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** Reads certificates and keys from PEM files. */
final class PemFiles {
  private static final long MAX_BYTES = 1 << 20;

  private PemFiles() {}

  /** All certificates of the file, in its order. */
  static List<X509Certificate> certificates(Path file) throws TlsConfigurationException {
    List<X509Certificate> chain = new ArrayList<>();
    try (PEMParser parser = new PEMParser(open(file))) {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      Object item;
      while ((item = parser.readObject()) != null) {
        if (item instanceof X509CertificateHolder holder) {
          chain.add(
              (X509Certificate)
                  factory.generateCertificate(new ByteArrayInputStream(holder.getEncoded())));
        }
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new TlsConfigurationException("cannot read certificates from " + file, e);
    }
    if (chain.isEmpty()) {
      throw new TlsConfigurationException("no certificate in " + file);
    }
    return List.copyOf(chain);
  }

  /** The first private key of the file: PKCS#8, PKCS#1 (RSA) or SEC1 (EC), not encrypted. */
  static PrivateKey key(Path file) throws TlsConfigurationException {
    try (PEMParser parser = new PEMParser(open(file))) {
      JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
      Object item;
      while ((item = parser.readObject()) != null) {
        if (item instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        }
        if (item instanceof PEMKeyPair pair) {
          // A SEC1 file need not hold the public key.
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
      }
    } catch (IOException | RuntimeException e) {
      throw new TlsConfigurationException("cannot read a private key from " + file, e);
    }
    throw new TlsConfigurationException("no unencrypted private key in " + file);
  }

  private static Reader open(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException("larger than " + MAX_BYTES + " bytes");
    }
    return Files.newBufferedReader(file);
  }
}
