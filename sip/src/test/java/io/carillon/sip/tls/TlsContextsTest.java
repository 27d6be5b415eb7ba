package io.carillon.sip.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsContextsTest {
  @TempDir Path folder;

  private TlsTestFiles pair(String name) throws Exception {
    return TlsTestFiles.make(folder.resolve(name), name);
  }

  private static TlsContexts contexts(TlsTestFiles files) throws Exception {
    return new TlsContexts(
        TlsSettings.of(files.certificate(), files.key()), InstantSource.system());
  }

  private static String subject(TlsContexts contexts) {
    return contexts.current().identity().chain().getFirst().getSubjectX500Principal().getName();
  }

  @Test
  void theFirstStartMakesAPairThatOnlyItsOwnerReads() throws Exception {
    TlsTestFiles files = TlsTestFiles.make(folder.resolve("new"), "meet.example.com", "192.0.2.1");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())))
        .isEqualTo("rw-------");
    TlsContexts contexts = contexts(files);
    X509Certificate leaf = contexts.current().identity().chain().getFirst();
    assertThat(leaf.getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(2, "meet.example.com"), List.of(7, "192.0.2.1"));
    byte[] before = Files.readAllBytes(files.certificate());
    TlsTestFiles.make(folder.resolve("new"), "other.example.com");
    assertThat(Files.readAllBytes(files.certificate())).isEqualTo(before);
  }

  @Test
  void halfAPairIsNotCompletedInSilence() throws Exception {
    TlsTestFiles files = pair("half");
    Files.delete(files.key());

    assertThatThrownBy(() -> pair("half")).hasMessageContaining("is there but");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void oldStyleKeysAreReadToo(String algorithm) throws Exception {
    // PKCS#1 and SEC1 are what JcaPEMWriter makes of a key pair.
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    KeyPair pair = generator.generateKeyPair();
    Path file = folder.resolve(algorithm + ".pem");
    try (JcaPEMWriter writer = new JcaPEMWriter(Files.newBufferedWriter(file))) {
      writer.writeObject(pair);
    }
    assertThat(Files.readString(file)).startsWith("-----BEGIN " + algorithm + " PRIVATE KEY");

    assertThat(PemFiles.key(file)).isEqualTo(pair.getPrivate());
  }

  @Test
  void changedFilesAreTakenOnce() throws Exception {
    TlsTestFiles files = pair("one.example.com");
    TlsContexts contexts = contexts(files);
    assertThat(contexts.reloadIfChanged()).isFalse();

    files.replaceBy(pair("two.example.com"));

    assertThat(contexts.reloadIfChanged()).isTrue();
    assertThat(subject(contexts)).isEqualTo("CN=two.example.com");
    assertThat(contexts.reloadIfChanged()).isFalse();
  }

  @Test
  void aKeyOfAnotherCertificateKeepsTheOldPair() throws Exception {
    TlsTestFiles files = pair("one.example.com");
    TlsContexts contexts = contexts(files);
    TlsTestFiles other = pair("two.example.com");
    Files.copy(
        other.certificate(),
        files.certificate(),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(contexts::reload)
        .isInstanceOf(TlsConfigurationException.class)
        .hasMessageContaining("is not the key of the certificate");
    assertThat(subject(contexts)).isEqualTo("CN=one.example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n"})
  void garbageKeepsTheOldPair(String garbage) throws Exception {
    TlsTestFiles files = pair("one.example.com");
    TlsContexts contexts = contexts(files);
    Files.writeString(files.certificate(), garbage);

    assertThat(contexts.reloadIfChanged()).isFalse();
    assertThat(subject(contexts)).isEqualTo("CN=one.example.com");
  }

  @Test
  void anExpiredCertificateIsRefused() throws Exception {
    Path certificate = folder.resolve("old.pem");
    Path key = folder.resolve("old-key.pem");
    SelfSignedPair.makeUnlessPresent(
        certificate,
        key,
        List.of("old.example.com"),
        new SecureRandom(),
        Instant.now().minus(Duration.ofDays(3650)));

    assertThatThrownBy(
            () -> new TlsContexts(TlsSettings.of(certificate, key), InstantSource.system()))
        .hasMessageContaining("expired");
  }

  @Test
  void everySuiteIsForwardSecretAndAuthenticated() {
    assertThat(CipherSuites.SUITES)
        .allMatch(
            suite ->
                suite.startsWith("TLS_AES")
                    || suite.startsWith("TLS_CHACHA")
                    || suite.contains("DHE_"))
        .allMatch(suite -> suite.contains("GCM") || suite.contains("POLY1305"));
  }
}
