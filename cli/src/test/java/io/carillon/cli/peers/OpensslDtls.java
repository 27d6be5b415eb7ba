package io.carillon.cli.peers;

import io.carillon.media.session.CertificateHash;
import io.carillon.media.session.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;

/**
 * OpenSSL as the passive end of a DTLS-SRTP handshake ({@code openssl s_server}); of the media that
 * follows it takes no notice.
 */
public final class OpensslDtls implements AutoCloseable {
  private final PeerProcess process;
  private final InetSocketAddress address;
  private final Fingerprint fingerprint;

  private OpensslDtls(PeerProcess process, InetSocketAddress address, Fingerprint fingerprint) {
    this.process = process;
    this.address = address;
    this.fingerprint = fingerprint;
  }

  /**
   * Starts one that asks for a certificate and waits for a ClientHello.
   *
   * @param profile by OpenSSL's name, such as SRTP_AES128_CM_SHA1_80
   * @param hash of the fingerprint
   */
  public static OpensslDtls start(String profile, CertificateHash hash, Path parent) {
    int port = FreePorts.next(2);
    Path folder = parent.resolve("openssl-" + port).toAbsolutePath();
    TestCertificate certificate = TestCertificate.in(folder);
    PeerProcess process =
        PeerProcess.startWithKeyboard(
            folder,
            folder.resolve("log"),
            List.of(
                "openssl",
                "s_server",
                "-dtls1_2",
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                certificate.certificate().toString(),
                "-key",
                certificate.key().toString(),
                "-Verify",
                "2",
                "-use_srtp",
                profile));
    process.awaitLog("ACCEPT", Duration.ofSeconds(10));
    return new OpensslDtls(
        process,
        new InetSocketAddress("127.0.0.1", port),
        Fingerprint.of(hash, encoded(certificate.certificate())));
  }

  private static byte[] encoded(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  public InetSocketAddress address() {
    return address;
  }

  /** Of its certificate. */
  public Fingerprint fingerprint() {
    return fingerprint;
  }

  /** Waits until its output has a text. */
  public void awaitLog(String text, Duration longest) {
    process.awaitLog(text, longest);
  }

  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}
