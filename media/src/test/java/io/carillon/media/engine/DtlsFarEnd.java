package io.carillon.media.engine;

import io.carillon.media.dtls.DtlsAssociation;
import io.carillon.media.dtls.DtlsEvents;
import io.carillon.media.dtls.DtlsFailure;
import io.carillon.media.dtls.DtlsHandshakes;
import io.carillon.media.dtls.DtlsIdentity;
import io.carillon.media.dtls.DtlsKeys;
import io.carillon.media.session.DtlsRole;
import io.carillon.media.session.Fingerprint;
import io.carillon.media.session.MediaSecurity;
import io.carillon.media.srtp.SrtpTransform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/** The handshakes of a {@link TestPeer}, which may lose datagrams of both directions. */
final class DtlsFarEnd implements DtlsEvents, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  final CompletableFuture<DtlsKeys> keys = new CompletableFuture<>();
  final CompletableFuture<DtlsFailure> failure = new CompletableFuture<>();
  final Fingerprint fingerprint;
  private final DtlsHandshakes handshakes;
  private final TestPeer peer;
  private final DtlsRole role;
  private final IntPredicate lost;
  private final AtomicInteger datagrams = new AtomicInteger();
  private volatile DtlsAssociation association;

  /**
   * @param role of the peer
   * @param announced of the server's certificate
   * @param lost which datagrams of the wire are lost, counted from 0
   */
  DtlsFarEnd(TestPeer peer, DtlsRole role, Fingerprint announced, IntPredicate lost) {
    SecureRandom random = new SecureRandom();
    DtlsIdentity identity = DtlsIdentity.generate(random, Instant.now());
    this.handshakes = new DtlsHandshakes(identity, random, 1);
    this.fingerprint = handshakes.fingerprint();
    this.peer = peer;
    this.role = role;
    this.lost = lost;
    begin(announced);
  }

  /** What the server's plan says of it. */
  MediaSecurity.Dtls agreed() {
    return agreed(fingerprint);
  }

  MediaSecurity.Dtls agreed(Fingerprint shown) {
    return new MediaSecurity.Dtls(role.other(), List.of(shown), "", null);
  }

  private void begin(Fingerprint announced) {
    Runnable shake =
        () -> association = handshakes.begin(role, List.of(announced), LIMIT, this).orElseThrow();
    if (role == DtlsRole.SERVER) {
      shake.run();
    } else {
      begins = shake;
    }
  }

  private Runnable begins = () -> {};

  /** Sends its ClientHello, when that is its part. */
  void shakeHands() {
    begins.run();
  }

  void received(byte[] datagram) {
    DtlsAssociation now = association;
    if (now != null && !lost.test(datagrams.getAndIncrement())) {
      now.offer(datagram, 0, datagram.length);
    }
  }

  @Override
  public void send(byte[] datagram) {
    if (lost.test(datagrams.getAndIncrement())) {
      return;
    }
    try {
      peer.raw(datagram);
    } catch (SocketException closed) {
      association.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void keys(DtlsKeys made) {
    peer.keys(new SrtpTransform(made.local(), made.remote(), System::nanoTime));
    keys.complete(made);
  }

  @Override
  public void failed(DtlsFailure why) {
    failure.complete(why);
  }

  @Override
  public void close() {
    if (association != null) {
      association.close();
    }
  }
}
