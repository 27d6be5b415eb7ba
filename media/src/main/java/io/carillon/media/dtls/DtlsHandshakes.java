package io.carillon.media.dtls;

import io.carillon.media.session.DtlsRole;
import io.carillon.media.session.Fingerprint;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * Runs handshakes, each on a virtual thread of its own, because Bouncy Castle's DTLS waits for
 * datagrams where it stands. A bounded number goes on at once, each with a bounded queue.
 * Thread-safe.
 */
public final class DtlsHandshakes {
  private final DtlsIdentity identity;
  private final BcTlsCrypto crypto;
  private final Semaphore permits;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong turnedAway = new AtomicLong();

  /**
   * @param atOnce most handshakes at once, at least 1; who comes then has to send its ClientHello
   *     again, as with a lost datagram
   */
  public DtlsHandshakes(DtlsIdentity identity, SecureRandom random, int atOnce) {
    this.identity = identity;
    this.crypto = new BcTlsCrypto(random);
    this.permits = new Semaphore(atOnce);
  }

  /** Of the certificate we show. */
  public Fingerprint fingerprint() {
    return identity.fingerprint();
  }

  /**
   * Begins a handshake.
   *
   * @param announced fingerprints of the certificate the far end has to show
   * @param limit when it fails for want of answers
   * @return empty when too many are going on
   */
  public Optional<DtlsAssociation> begin(
      DtlsRole role, List<Fingerprint> announced, Duration limit, DtlsEvents events) {
    if (!permits.tryAcquire()) {
      turnedAway.incrementAndGet();
      return Optional.empty();
    }
    HandshakePeer peer =
        new HandshakePeer(crypto, identity, role, announced, Math.toIntExact(limit.toMillis()));
    DtlsAssociation association = new DtlsAssociation(role, peer, events, this::ended);
    association.start();
    return Optional.of(association);
  }

  private void ended(boolean keys) {
    permits.release();
    (keys ? done : failed).incrementAndGet();
  }

  /** Handshakes that gave keys. */
  public long done() {
    return done.get();
  }

  /** Handshakes that gave none. */
  public long failed() {
    return failed.get();
  }

  /** Handshakes not begun because too many were going on. */
  public long turnedAway() {
    return turnedAway.get();
  }
}
