package io.carillon.media.dtls;

import io.carillon.media.session.DtlsRole;
import io.carillon.media.session.Fingerprint;
import io.carillon.media.session.SrtpSuite;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * What our side of a handshake does whether it is client or server: shows our certificate, checks
 * theirs, exports the keys. One for each handshake; owned by its thread.
 */
final class HandshakePeer {
  /** Messages of a handshake between two self-signed certificates are far smaller. */
  static final int MAX_MESSAGE_BYTES = 16 * 1024;

  static final int MAX_CHAIN = 4;

  /** First wait for an answer, doubled each time: callers wait in silence (RFC 9147 5.8.2). */
  static final int RESEND_MILLIS = 400;

  private static final SignatureAndHashAlgorithm SIGNATURE =
      SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa);

  private final BcTlsCrypto crypto;
  private final DtlsIdentity identity;
  private final DtlsRole role;
  private final List<Fingerprint> announced;
  private final int timeoutMillis;
  private SrtpSuite suite;
  private DtlsKeys keys;
  private boolean wrongCertificate;

  HandshakePeer(
      BcTlsCrypto crypto,
      DtlsIdentity identity,
      DtlsRole role,
      List<Fingerprint> announced,
      int timeoutMillis) {
    this.crypto = crypto;
    this.identity = identity;
    this.role = role;
    this.announced = announced;
    this.timeoutMillis = timeoutMillis;
  }

  BcTlsCrypto crypto() {
    return crypto;
  }

  int timeoutMillis() {
    return timeoutMillis;
  }

  /** Forward secret, authenticated encryption first; the record layer carries no media. */
  static int[] suites(DtlsRole role) {
    int[] ecdsa = {
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA,
      CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
    };
    if (role == DtlsRole.SERVER) {
      return ecdsa; // our certificate is of that kind
    }
    int[] both = Arrays.copyOf(ecdsa, ecdsa.length + 5);
    both[ecdsa.length] = CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256;
    both[ecdsa.length + 1] = CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384;
    both[ecdsa.length + 2] = CipherSuite.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256;
    both[ecdsa.length + 3] = CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA;
    both[ecdsa.length + 4] = CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA;
    return both;
  }

  TlsCredentialedSigner credentials(TlsContext context) throws IOException {
    TlsCertificate certificate = crypto.createCertificate(identity.certificate());
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        crypto,
        identity.privateKey(),
        new Certificate(new TlsCertificate[] {certificate}),
        SIGNATURE);
  }

  /** Takes a profile; without one there is no media and no handshake. */
  void profile(Optional<Integer> number) throws TlsFatalAlert {
    suite =
        number
            .flatMap(SrtpProfiles::suite)
            .orElseThrow(
                () -> new TlsFatalAlert(AlertDescription.handshake_failure, "no SRTP profile"));
  }

  /** The certificate must be the one signalling announced (RFC 5763 5). */
  void check(Certificate shown) throws IOException {
    if (shown == null
        || shown.isEmpty()
        || !Fingerprint.matches(announced, shown.getCertificateAt(0).getEncoded())) {
      wrongCertificate = true;
      throw new TlsFatalAlert(AlertDescription.bad_certificate, "not the certificate announced");
    }
  }

  void complete(TlsContext context) throws TlsFatalAlert {
    if (suite == null) {
      throw new TlsFatalAlert(AlertDescription.handshake_failure, "no SRTP profile");
    }
    byte[] exported =
        context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, SrtpProfiles.exported(suite));
    keys = SrtpProfiles.keys(suite, exported, role);
    Arrays.fill(exported, (byte) 0);
  }

  /** Null before the handshake is done. */
  DtlsKeys keys() {
    return keys;
  }

  boolean wrongCertificate() {
    return wrongCertificate;
  }
}
