package io.carillon.sip.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS contexts in use, replaced whole when the files change. A connection reads them once, when
 * it begins, and keeps what it has.
 *
 * <p>Thread-safe.
 */
public final class TlsContexts {
  private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);

  private final TlsSettings settings;
  private final InstantSource clock;
  private final AtomicReference<Pair> current = new AtomicReference<>();
  private volatile List<Stamp> lastTried = List.of();

  private record Stamp(FileTime modified, long size) {}

  /** One certificate's contexts for both directions. */
  public static final class Pair {
    private final TlsIdentity identity;
    private final SslContext server;
    private final SslContext client;
    private final boolean verifyPeers;

    private Pair(TlsIdentity identity, SslContext server, SslContext client, boolean verifyPeers) {
      this.identity = identity;
      this.server = server;
      this.client = client;
      this.verifyPeers = verifyPeers;
    }

    public TlsIdentity identity() {
      return identity;
    }

    /** For a connection that a peer opened. */
    public SslHandler server(ByteBufAllocator allocator) {
      return server.newHandler(allocator);
    }

    /**
     * For a connection that we open.
     *
     * @param expectedName what the peer's certificate must carry, null for its address
     */
    public SslHandler client(
        ByteBufAllocator allocator, InetSocketAddress peer, String expectedName) {
      String name = expectedName == null ? peer.getAddress().getHostAddress() : expectedName;
      SslHandler handler = client.newHandler(allocator, name, peer.getPort());
      SSLParameters parameters = handler.engine().getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm(verifyPeers ? "HTTPS" : null);
      handler.engine().setSSLParameters(parameters);
      return handler;
    }
  }

  /** Loads the files; throws when they cannot be used. */
  public TlsContexts(TlsSettings settings, InstantSource clock) throws TlsConfigurationException {
    this.settings = settings;
    this.clock = clock;
    this.lastTried = stamps();
    this.current.set(build());
  }

  /** For connections that begin now. */
  public Pair current() {
    return current.get();
  }

  /**
   * Reads the files again. On any defect the old pair stays in use and the defect is thrown and
   * logged.
   */
  public synchronized void reload() throws TlsConfigurationException {
    lastTried = stamps();
    try {
      Pair fresh = build();
      current.set(fresh);
      LOG.info(
          "TLS certificate in use: {} until {}",
          fresh.identity().chain().getFirst().getSubjectX500Principal(),
          fresh.identity().chain().getFirst().getNotAfter().toInstant());
    } catch (TlsConfigurationException e) {
      LOG.error("new TLS files not used, the old certificate stays: {}", e.getMessage(), e);
      throw e;
    }
  }

  /** Reloads when a file is not what it was at the last try; true when a new pair is in use. */
  public boolean reloadIfChanged() {
    if (stamps().equals(lastTried)) {
      return false;
    }
    try {
      reload();
      return true;
    } catch (TlsConfigurationException e) {
      return false; // logged by reload()
    }
  }

  private List<Stamp> stamps() {
    List<Stamp> stamps = new ArrayList<>();
    for (Path file : new Path[] {settings.certificate(), settings.key(), settings.trust()}) {
      if (file == null) {
        continue;
      }
      try {
        stamps.add(new Stamp(Files.getLastModifiedTime(file), Files.size(file)));
      } catch (IOException e) {
        stamps.add(new Stamp(FileTime.fromMillis(0), -1)); // missing now: reading it will say so
      }
    }
    return stamps;
  }

  private Pair build() throws TlsConfigurationException {
    TlsIdentity identity = TlsIdentity.load(settings, clock.instant());
    X509Certificate[] chain = identity.chain().toArray(X509Certificate[]::new);
    X509Certificate[] trusted =
        settings.trust() == null
            ? null
            : PemFiles.certificates(settings.trust()).toArray(X509Certificate[]::new);
    try {
      SslContextBuilder server =
          common(SslContextBuilder.forServer(identity.key(), chain))
              .clientAuth(ClientAuth.valueOf(clientAuth()));
      SslContextBuilder client =
          common(SslContextBuilder.forClient().keyManager(identity.key(), chain));
      if (trusted != null) {
        server.trustManager(trusted);
        client.trustManager(trusted);
      }
      if (!settings.verifyPeers()) {
        LOG.warn("certificates of SIP peers that we connect to are NOT verified");
        client.trustManager(InsecureTrustManagerFactory.INSTANCE);
      }
      return new Pair(identity, server.build(), client.build(), settings.verifyPeers());
    } catch (SSLException e) {
      throw new TlsConfigurationException("no TLS with " + settings.certificate(), e);
    }
  }

  private String clientAuth() {
    return switch (settings.clientAuthentication()) {
      case NONE -> "NONE";
      case WANT -> "OPTIONAL";
      case NEED -> "REQUIRE";
    };
  }

  private static SslContextBuilder common(SslContextBuilder builder) {
    return builder
        .sslProvider(SslProvider.JDK)
        .protocols(CipherSuites.PROTOCOLS)
        .ciphers(CipherSuites.SUITES, SupportedCipherSuiteFilter.INSTANCE);
  }
}
