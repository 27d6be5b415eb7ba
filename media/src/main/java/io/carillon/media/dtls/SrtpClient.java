package io.carillon.media.dtls;

import io.carillon.media.session.DtlsRole;
import java.io.IOException;
import java.util.Hashtable;
import java.util.Optional;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.UseSRTPData;

/** Our side of a handshake when we are active. */
final class SrtpClient extends DefaultTlsClient {
  private static final byte[] NO_MKI = {};

  private final HandshakePeer peer;

  SrtpClient(HandshakePeer peer) {
    super(peer.crypto());
    this.peer = peer;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.DTLSv12.only();
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return HandshakePeer.suites(DtlsRole.CLIENT);
  }

  @Override
  @SuppressWarnings("unchecked") // Bouncy Castle's tables have no types
  public Hashtable<Object, Object> getClientExtensions() throws IOException {
    Hashtable<Object, Object> extensions = super.getClientExtensions();
    TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(SrtpProfiles.all(), NO_MKI));
    return extensions;
  }

  @Override
  @SuppressWarnings("rawtypes") // Bouncy Castle's tables have no types
  public void processServerExtensions(Hashtable serverExtensions) throws IOException {
    super.processServerExtensions(serverExtensions);
    UseSRTPData chosen =
        serverExtensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(serverExtensions);
    int[] profiles = chosen == null ? new int[0] : chosen.getProtectionProfiles();
    peer.profile(profiles.length == 1 ? SrtpProfiles.best(profiles) : Optional.empty());
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
        peer.check(shown.getCertificate());
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) throws IOException {
        return peer.credentials(context);
      }
    };
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
