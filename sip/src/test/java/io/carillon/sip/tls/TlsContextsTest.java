package io.carillon.sip.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  // PKCS#1, SEC1 with the block of its curve before it, SEC1 alone, PKCS#8
  @ParameterizedTest
  @RequiresPeer("openssl")
  @CsvSource({
    "genrsa -traditional 2048, BEGIN RSA PRIVATE KEY, RSA",
    "ecparam -name prime256v1 -genkey, BEGIN EC PARAMETERS, EC",
    "ecparam -name secp384r1 -genkey -noout, BEGIN EC PRIVATE KEY, EC",
    "genpkey -algorithm RSA, BEGIN PRIVATE KEY, RSA"
  })
  void everyKindOfKeyFileIsRead(String options, String begins, String algorithm) throws Exception {
    Path file = folder.resolve("key.pem");
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(options.split(" ")));
    Process openssl =
        new ProcessBuilder(command)
            .redirectOutput(file.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(openssl.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(file)).contains(begins);

    assertThat(PemFiles.key(file).getAlgorithm()).isEqualTo(algorithm);
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
