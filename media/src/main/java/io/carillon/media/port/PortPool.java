package io.carillon.media.port;

import io.carillon.media.session.MediaEngine.NoPortsException;
import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * UDP port pairs for media: RTP on the even port, RTCP on the odd one above it (RFC 3550 11).
 *
 * <p>Pairs are given out round robin. One that was given back rests, so that the last packets of an
 * ended call never reach the next call; one that another program has bound is left alone for as
 * long. Both sockets are bound before a pair is given out.
 *
 * <p>Thread-safe; {@link #open} binds sockets and is meant for signalling threads.
 *
 * @param <S> what the binder makes of a bound port
 */
public final class PortPool<S extends Closeable> {
  /** How long a pair rests after use unless told otherwise. */
  public static final Duration REST = Duration.ofSeconds(30);

  private static final byte FREE = 0;
  private static final byte IN_USE = 1;
  private static final byte RESTING = 2;

  /** Pairs tried before a call is refused, so that a range full of strangers costs bounded time. */
  private static final int MAX_BINDS = 64;

  private final int firstPort;
  private final byte[] states;
  private final long[] restsUntil;
  private final long restNanos;
  private final LongSupplier nanoTime;
  private final Binder<S> binder;
  private int next;
  private int inUse;

  /** Binds a UDP socket to exactly this address and port. */
  @FunctionalInterface
  public interface Binder<S extends Closeable> {
    /**
     * @throws BindException when the port is taken
     * @throws IOException when the address cannot be bound at all
     */
    S bind(InetSocketAddress address) throws IOException;
  }

  /**
   * @param lowest first port of the range, 1024-65534; an odd one is left out
   * @param highest last port of the range, inclusive
   * @param rest how long a pair rests after use
   * @param nanoTime monotonic clock
   */
  public PortPool(int lowest, int highest, Duration rest, LongSupplier nanoTime, Binder<S> binder) {
    if (lowest < 1024 || highest > 65535 || highest < lowest) {
      throw new IllegalArgumentException(
          "media.ports: " + lowest + "-" + highest + " is no range within 1024-65535");
    }
    this.firstPort = lowest + (lowest & 1);
    int pairs = (highest + 1 - firstPort) / 2;
    if (pairs < 1) {
      throw new IllegalArgumentException(
          "media.ports: " + lowest + "-" + highest + " holds no pair of an even and an odd port");
    }
    this.states = new byte[pairs];
    this.restsUntil = new long[pairs];
    this.restNanos = rest.toNanos();
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
    this.binder = Objects.requireNonNull(binder, "binder");
  }

  /**
   * Binds the next free pair on a local address, IPv4 or IPv6.
   *
   * @throws NoPortsException when every pair is in use, at rest or taken by others
   */
  public Lease<S> open(InetAddress local) throws NoPortsException {
    for (int tries = 0; tries < MAX_BINDS; tries++) {
      int pair = claim();
      if (pair < 0) {
        break;
      }
      Lease<S> lease = null;
      try {
        lease = bind(pair, local);
      } finally {
        if (lease == null) {
          giveBack(pair);
        }
      }
      if (lease != null) {
        return lease;
      }
    }
    throw new NoPortsException(
        "no media port pair is free: " + counts() + " of media.ports " + range());
  }

  /** Null when one of the two is taken by another program. */
  private Lease<S> bind(int pair, InetAddress local) throws NoPortsException {
    int port = firstPort + 2 * pair;
    S rtp = null;
    try {
      rtp = binder.bind(new InetSocketAddress(local, port));
      S rtcp = binder.bind(new InetSocketAddress(local, port + 1));
      return new Lease<>(this, pair, port, rtp, rtcp);
    } catch (BindException taken) {
      close(rtp, taken);
      if (isForeign(taken)) {
        throw noAddress(local, taken);
      }
      return null;
    } catch (IOException broken) {
      close(rtp, broken);
      throw noAddress(local, broken);
    }
  }

  private static NoPortsException noAddress(InetAddress local, IOException cause) {
    NoPortsException e =
        new NoPortsException(
            "cannot bind media ports on " + local.getHostAddress() + ": " + cause.getMessage());
    e.initCause(cause);
    return e;
  }

  /** The address is not ours: the next port would fail as well. */
  private static boolean isForeign(BindException e) {
    String message = e.getMessage();
    return message != null && message.contains("assign");
  }

  /** The port of the pair that could be bound alone is of no use. */
  private static void close(Closeable socket, IOException cause) {
    if (socket == null) {
      return;
    }
    try {
      socket.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private synchronized int claim() {
    long now = nanoTime.getAsLong();
    for (int i = 0; i < states.length; i++) {
      int pair = next;
      next = (next + 1) % states.length;
      if (free(pair, now)) {
        states[pair] = IN_USE;
        inUse++;
        return pair;
      }
    }
    return -1;
  }

  private boolean free(int pair, long now) {
    if (states[pair] == RESTING && now - restsUntil[pair] >= 0) {
      states[pair] = FREE;
    }
    return states[pair] == FREE;
  }

  synchronized void giveBack(int pair) {
    states[pair] = RESTING;
    restsUntil[pair] = nanoTime.getAsLong() + restNanos;
    inUse--;
  }

  /** Pairs in use, at rest and free, at this moment. */
  public record Counts(int inUse, int resting, int free) {}

  public synchronized Counts counts() {
    long now = nanoTime.getAsLong();
    int free = 0;
    for (int pair = 0; pair < states.length; pair++) {
      if (free(pair, now)) {
        free++;
      }
    }
    return new Counts(inUse, states.length - inUse - free, free);
  }

  private String range() {
    return firstPort + "-" + (firstPort + 2 * states.length - 1);
  }
}
