package io.carillon.sip.digest;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Ends the guessing of passwords: by one source for one user, by one source for many users, and by
 * many sources for one user. A source that a user signed in from before is held only by the first
 * of these, so that strangers cannot lock that user out.
 *
 * <p>An IPv6 source is its /64, which is what one customer has. Thread-safe; the lock is held for a
 * few map operations.
 */
public final class AttemptLimiter {
  private final LongSupplier nanoTime;
  private final FailureCounts<Pair> pairs;
  private final FailureCounts<InetAddress> sources;
  private final FailureCounts<String> users;
  private final Map<Pair, Boolean> known;

  /**
   * @param nanoTime monotonic time in ns
   */
  public AttemptLimiter(AttemptLimits limits, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    long window = limits.window().toNanos();
    long block = limits.block().toNanos();
    int entries = limits.entries();
    pairs = new FailureCounts<>(limits.perSourceAndUser(), window, block, entries);
    sources = new FailureCounts<>(limits.perSource(), window, block, entries);
    users = new FailureCounts<>(limits.perUser(), window, block, entries);
    known = new FailureCounts.BoundedMap<>(entries);
  }

  private record Pair(InetAddress source, String user) {}

  /** True when that source may not try that user now. */
  public synchronized boolean isBlocked(InetAddress address, String user) {
    long now = nanoTime.getAsLong();
    InetAddress source = source(address);
    Pair pair = new Pair(source, user);
    if (pairs.blocks(pair, now)) {
      return true;
    }
    return known.get(pair) == null && (sources.blocks(source, now) || users.blocks(user, now));
  }

  /** A wrong password, or no such user. */
  public synchronized void failed(InetAddress address, String user) {
    long now = nanoTime.getAsLong();
    InetAddress source = source(address);
    pairs.failed(new Pair(source, user), now);
    sources.failed(source, now);
    users.failed(user, now);
  }

  /** The user signed in from there. */
  public synchronized void succeeded(InetAddress address, String user) {
    Pair pair = new Pair(source(address), user);
    pairs.forget(pair);
    known.put(pair, Boolean.TRUE);
  }

  /** Sources that failed of late, for metrics. */
  public synchronized int size() {
    return sources.size();
  }

  private static InetAddress source(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    byte[] prefix = Arrays.copyOf(Arrays.copyOf(address.getAddress(), 8), 16);
    try {
      return InetAddress.getByAddress(prefix);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }
}
