package io.carillon.media.dtls;

import io.carillon.media.session.DtlsRole;
import java.io.IOException;
import java.util.Hashtable;
import java.util.Optional;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsUtils;
import org.bouncycastle.tls.UseSRTPData;

/** Our side of a handshake when we are passive. */
final class SrtpServer extends DefaultTlsServer {
  private static final byte[] NO_MKI = {};

  private final HandshakePeer peer;
  private int profile;

  SrtpServer(HandshakePeer peer) {
    super(peer.crypto());
    this.peer = peer;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return HandshakePeer.suites(DtlsRole.SERVER);
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() throws IOException {
    return peer.credentials(context);
  }

  @Override
  @SuppressWarnings("rawtypes") // Bouncy Castle's tables have no types
  public void processClientExtensions(Hashtable clientExtensions) throws IOException {
    super.processClientExtensions(clientExtensions);
    UseSRTPData offered =
        clientExtensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(clientExtensions);
    Optional<Integer> best =
        offered == null ? Optional.empty() : SrtpProfiles.best(offered.getProtectionProfiles());
    peer.profile(best);
    profile = best.orElseThrow();
  }

  @Override
  @SuppressWarnings("unchecked") // Bouncy Castle's tables have no types
  public Hashtable<Object, Object> getServerExtensions() throws IOException {
    Hashtable<Object, Object> extensions = super.getServerExtensions();
    TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(new int[] {profile}, NO_MKI));
    return extensions;
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
    return new CertificateRequest(
        types, TlsUtils.getDefaultSupportedSignatureAlgorithms(context), null);
  }

  @Override
  public void notifyClientCertificate(Certificate clientCertificate) throws IOException {
    peer.check(clientCertificate);
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    peer.complete(context);
  }

  @Override
  public boolean requiresExtendedMasterSecret() {
    return true; // without it no key may be exported (RFC 7627 5.4)
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return peer.timeoutMillis();
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return HandshakePeer.RESEND_MILLIS;
  }

  @Override
  public int getMaxHandshakeMessageSize() {
    return HandshakePeer.MAX_MESSAGE_BYTES;
  }

  @Override
  public int getMaxCertificateChainLength() {
    return HandshakePeer.MAX_CHAIN;
  }
}
