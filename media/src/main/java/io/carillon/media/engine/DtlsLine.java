package io.carillon.media.engine;

import io.carillon.media.dtls.DtlsAssociation;
import io.carillon.media.dtls.DtlsEvents;
import io.carillon.media.dtls.DtlsFailure;
import io.carillon.media.dtls.DtlsHandshakes;
import io.carillon.media.dtls.DtlsKeys;
import io.carillon.media.session.DtlsRole;
import io.carillon.media.session.MediaSecurity;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * The DTLS associations of one port of a leg, from the plan that asks for keys to the keys.
 *
 * <p>A handshake that fails is begun again while there is time, because anybody may send datagrams
 * that spoil one; only the wrong certificate of the far end itself is final. While a new
 * association is made the former one stays for the far end's repetitions.
 *
 * <p>Owned by the leg's event loop; the handshakes run on threads of their own.
 */
final class DtlsLine {
  /** How long a far end has after the answer. */
  static final Duration LIMIT = Duration.ofSeconds(15);

  private static final long RETRY_NANOS = 1_000_000_000L;

  private final DtlsHandshakes handshakes;
  private final Executor loop;
  private final DtlsRoute route;
  private final Consumer<DtlsKeys> onKeys;

  private MediaSecurity.Dtls agreed;
  private boolean waiting;
  private Attempt attempt;
  private DtlsAssociation former;
  private long notBefore;
  private String problem = "the far end did not begin the DTLS handshake";
  private boolean refused;
  private long dropped;

  /**
   * @param loop where the leg is owned, at any time
   * @param onKeys told in the loop
   */
  DtlsLine(DtlsHandshakes handshakes, Executor loop, DtlsRoute route, Consumer<DtlsKeys> onKeys) {
    this.handshakes = handshakes;
    this.loop = loop;
    this.route = route;
    this.onKeys = onKeys;
  }

  /**
   * Takes over what a plan says.
   *
   * @return whether it is another association than before
   */
  boolean plan(MediaSecurity.Dtls next, long nowNanos) {
    if (next.equals(agreed)) {
      return false;
    }
    if (attempt != null) {
      former = attempt.keep(former);
      attempt = null;
    }
    agreed = next;
    waiting = true;
    refused = false;
    notBefore = nowNanos;
    check(nowNanos);
    return true;
  }

  /** Keys are waited for. */
  boolean waiting() {
    return waiting;
  }

  /** The far end showed the wrong certificate: there is nothing to wait for. */
  boolean refused() {
    return refused;
  }

  /** Why there are no keys yet. */
  String problem() {
    return problem;
  }

  /** From time to time while keys are waited for. */
  void check(long nowNanos) {
    boolean begins = waiting && !refused && attempt == null && agreed.role() == DtlsRole.CLIENT;
    if (begins && nowNanos - notBefore >= 0 && route.target() != null) {
      begin(route.target(), nowNanos);
    }
  }

  /** Handles a datagram that looks like DTLS. */
  void received(byte[] buf, int off, int len, InetSocketAddress source, long nowNanos) {
    if (agreed == null || refused || !route.mayBe(source)) {
      dropped++;
      return;
    }
    boolean hello = agreed.role() == DtlsRole.SERVER && waiting && isClientHello(buf, off, len);
    if (hello && (attempt == null || isPreferred(source))) {
      begin(source, nowNanos);
    }
    boolean theirs = attempt != null && (route.roams() || source.equals(attempt.to));
    if (!theirs || !attempt.association.offer(buf, off, len)) {
      dropped++;
    }
  }

  /** From where the far end said it would be; before, somebody else was believed. */
  private boolean isPreferred(InetSocketAddress source) {
    return !route.roams() && source.equals(route.target()) && !source.equals(attempt.to);
  }

  private static boolean isClientHello(byte[] buf, int off, int len) {
    return len > 13 && buf[off] == 22 && buf[off + 13] == 1;
  }

  private void begin(InetSocketAddress to, long nowNanos) {
    if (attempt != null) {
      attempt.close();
      attempt = null;
    }
    Attempt next = new Attempt(to);
    Optional<DtlsAssociation> association =
        handshakes.begin(agreed.role(), agreed.fingerprints(), LIMIT, next);
    notBefore = nowNanos + RETRY_NANOS;
    if (association.isPresent()) {
      next.association = association.get();
      attempt = next;
    } else {
      problem = "too many DTLS handshakes at once";
    }
  }

  private void keyed(Attempt which, DtlsKeys keys) {
    if (which != attempt) {
      return;
    }
    waiting = false;
    if (former != null) {
      former.close();
      former = null;
    }
    onKeys.accept(keys);
  }

  private void failed(Attempt which, DtlsFailure failure) {
    if (which != attempt) {
      return;
    }
    attempt = null;
    problem = failure.text();
    refused = failure.wrongCertificate() && (route.roams() || which.to.equals(route.target()));
  }

  /** No keys are wanted any more. */
  void close() {
    if (attempt != null) {
      attempt.close();
      attempt = null;
    }
    if (former != null) {
      former.close();
      former = null;
    }
    agreed = null;
    waiting = false;
  }

  /** Datagrams nobody had use for. */
  long dropped() {
    return dropped;
  }

  /** One handshake; its events come from the handshake's thread and go on in the loop. */
  private final class Attempt implements DtlsEvents {
    private final InetSocketAddress to;
    private DtlsAssociation association;

    Attempt(InetSocketAddress to) {
      this.to = to;
    }

    @Override
    public void send(byte[] datagram) {
      inLoop(
          () -> {
            InetSocketAddress found = route.roams() ? route.target() : to;
            route.send(datagram, found == null ? to : found);
          });
    }

    @Override
    public void keys(DtlsKeys keys) {
      inLoop(() -> keyed(this, keys));
    }

    @Override
    public void failed(DtlsFailure failure) {
      inLoop(() -> DtlsLine.this.failed(this, failure));
    }

    private void inLoop(Runnable task) {
      try {
        loop.execute(task);
      } catch (RejectedExecutionException e) {
        association.close(); // the media plane has been closed
      }
    }

    /** Keeps the association as the former one if it has given keys. */
    DtlsAssociation keep(DtlsAssociation before) {
      if (waiting) {
        close();
        return before;
      }
      if (before != null) {
        before.close();
      }
      return association;
    }

    void close() {
      association.close();
    }
  }
}
