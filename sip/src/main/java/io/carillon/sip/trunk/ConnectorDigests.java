package io.carillon.sip.trunk;

import io.carillon.core.connector.DigestCredential;
import io.carillon.core.trunk.ConnectorDirectory;
import io.carillon.sip.digest.AttemptLimiter;
import io.carillon.sip.digest.DigestAlgorithm;
import io.carillon.sip.digest.DigestServer;
import io.carillon.sip.digest.DigestServerSettings;
import io.carillon.sip.digest.DigestVerdict;
import io.carillon.sip.digest.HashedPassword;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.sip.message.Request;

/**
 * Judges the credentials of connectors' PBXs. Each connector is a realm of its own; guessing is
 * held back over all of them. Keeps something only of connectors that there are. Thread-safe.
 */
public final class ConnectorDigests {
  private static final Duration NONCE_LIFETIME = Duration.ofMinutes(5);
  private static final int NONCES = 16_384;

  private final Supplier<ConnectorDirectory> directory;
  private final List<DigestAlgorithm> algorithms;
  private final AttemptLimiter limiter;
  private final RandomGenerator random;
  private final LongSupplier nanoTime;
  private final Map<String, DigestServer> byRealm = new ConcurrentHashMap<>();

  /**
   * @param algorithms offered, in this order
   * @param random secure and thread-safe
   * @param nanoTime monotonic time in ns
   */
  public ConnectorDigests(
      Supplier<ConnectorDirectory> directory,
      List<DigestAlgorithm> algorithms,
      AttemptLimiter limiter,
      RandomGenerator random,
      LongSupplier nanoTime) {
    this.directory = directory;
    this.algorithms = List.copyOf(algorithms);
    this.limiter = limiter;
    this.random = random;
    this.nanoTime = nanoTime;
  }

  /**
   * Counts the nonce as used, so it is called once for each request.
   *
   * @param realm the outbound host name of a connector that there is
   */
  DigestVerdict judge(String realm, Request request, InetAddress source) {
    return byRealm.computeIfAbsent(realm, this::server).judge(request, source);
  }

  private DigestServer server(String realm) {
    return new DigestServer(
        // Proxies between rewrite the request-URI, and some PBXs name the address they send to.
        new DigestServerSettings(realm, true, NONCE_LIFETIME, NONCES, false, algorithms),
        this::account,
        limiter,
        random,
        nanoTime);
  }

  private Optional<HashedPassword> account(String realm, String user) {
    return directory.get().called(realm).stream()
        .flatMap(connector -> connector.credentials().stream())
        .filter(credential -> credential.username().equals(user))
        .findFirst()
        .map(ConnectorDigests::hashed);
  }

  private static HashedPassword hashed(DigestCredential credential) {
    return new HashedPassword(credential.ha1Md5(), credential.ha1Sha256());
  }

  /** Forgets connectors that are no more. */
  public void directoryChanged() {
    byRealm.keySet().removeIf(realm -> directory.get().called(realm).isEmpty());
  }
}
