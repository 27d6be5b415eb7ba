package io.carillon.sip.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;

/** Certificates for tests. */
public record TlsTestFiles(Path certificate, Path key) {

  /** A self-signed pair for these names in that folder. */
  public static TlsTestFiles make(Path folder, String... names) throws Exception {
    TlsTestFiles files =
        new TlsTestFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
    SelfSignedPair.makeUnlessPresent(
        files.certificate, files.key, List.of(names), new SecureRandom(), Instant.now());
    return files;
  }

  /** Trusts that certificate and shows its own. */
  public TlsSettings settings(Path trust, ClientAuthentication clients) {
    return new TlsSettings(
        certificate, key, trust, clients, true, java.time.Duration.ofMinutes(10));
  }

  public void replaceBy(TlsTestFiles other) throws Exception {
    Files.copy(other.key, key, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Files.copy(other.certificate, certificate, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
