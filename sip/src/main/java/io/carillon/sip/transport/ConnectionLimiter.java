package io.carillon.sip.transport;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * Holds the number of inbound connections, of all sources and of each, the rate of new ones of each
 * source, and the number of TLS handshakes under way.
 *
 * <p>Thread-safe; the lock is held for a few map operations. The map holds a source while it has
 * connections or had one in the last second, so the total limit bounds it.
 */
final class ConnectionLimiter {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final TransportLimits limits;
  private final LongSupplier nanoTime;
  private final AtomicInteger total;
  private final AtomicInteger handshakes;
  private final Map<InetAddress, Source> sources = new LinkedHashMap<>();

  /**
   * @param total gauge of open inbound connections
   * @param handshakes gauge of handshakes under way
   * @param nanoTime monotonic time in ns
   */
  ConnectionLimiter(
      TransportLimits limits,
      AtomicInteger total,
      AtomicInteger handshakes,
      LongSupplier nanoTime) {
    this.limits = limits;
    this.total = total;
    this.handshakes = handshakes;
    this.nanoTime = nanoTime;
  }

  private static final class Source {
    int open;
    int fresh;
    long secondBegan;
  }

  /** Null when the connection may stay, and then {@link #release} must follow once. */
  synchronized DropReason admit(InetAddress address) {
    long now = nanoTime.getAsLong();
    if (total.get() >= limits.connections()) {
      return DropReason.TOO_MANY_CONNECTIONS;
    }
    if (sources.size() > 2 * limits.connections()) {
      sources.values().removeIf(old -> old.open == 0 && now - old.secondBegan >= SECOND);
    }
    Source source = sources.computeIfAbsent(address, any -> started(now));
    if (now - source.secondBegan >= SECOND) {
      source.secondBegan = now;
      source.fresh = 0;
    }
    if (source.fresh >= limits.newConnectionsPerSecond()) {
      return DropReason.TOO_MANY_NEW_CONNECTIONS;
    }
    if (source.open >= limits.connectionsPerSource()) {
      return DropReason.TOO_MANY_CONNECTIONS_OF_SOURCE;
    }
    source.fresh++;
    source.open++;
    total.incrementAndGet();
    return null;
  }

  private static Source started(long now) {
    Source source = new Source();
    source.secondBegan = now;
    return source;
  }

  synchronized void release(InetAddress address) {
    total.decrementAndGet();
    Source source = sources.get(address);
    if (source == null) {
      return;
    }
    source.open--;
    if (source.open <= 0 && nanoTime.getAsLong() - source.secondBegan >= SECOND) {
      sources.remove(address);
    }
  }

  /** True when a handshake may begin, and then {@link #handshakeOver} must follow once. */
  boolean handshakeBegins() {
    if (handshakes.incrementAndGet() > limits.handshakes()) {
      handshakes.decrementAndGet();
      return false;
    }
    return true;
  }

  void handshakeOver() {
    handshakes.decrementAndGet();
  }
}
