package io.carillon.sip.dns;

import io.carillon.sip.transport.SipHop;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Hops that failed a moment ago, so that the next calls do not wait for them again (RFC 3263 4.3).
 * Shared by all calls. Thread-safe; the lock is held for one map operation.
 */
public final class FailedHops {
  private final Duration time;
  private final Duration longest;
  private final int capacity;
  private final LongSupplier nanoTime;
  private final Map<SipHop, Long> until = new LinkedHashMap<>();

  /**
   * @param time how long a hop is passed over after a failure
   * @param longest most that a server's Retry-After makes of it
   * @param capacity no more hops are remembered; the oldest goes first
   * @param nanoTime monotonic time in ns
   */
  public FailedHops(Duration time, Duration longest, int capacity, LongSupplier nanoTime) {
    if (capacity < 1) {
      throw new IllegalArgumentException("capacity " + capacity);
    }
    this.time = time;
    this.longest = longest;
    this.capacity = capacity;
    this.nanoTime = nanoTime;
  }

  /** It did not answer, could not be reached or said 503. */
  public void failed(SipHop hop) {
    passOver(hop, time);
  }

  /** It said 503 with Retry-After. */
  public void failed(SipHop hop, Duration retryAfter) {
    Duration asked = retryAfter.isPositive() ? retryAfter : time;
    passOver(hop, asked.compareTo(longest) < 0 ? asked : longest);
  }

  private synchronized void passOver(SipHop hop, Duration duration) {
    until.remove(hop);
    until.put(hop, nanoTime.getAsLong() + duration.toNanos());
    if (until.size() > capacity) {
      Iterator<SipHop> oldest = until.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** It answered. */
  public synchronized void worked(SipHop hop) {
    until.remove(hop);
  }

  /** True while it is passed over. */
  public synchronized boolean contains(SipHop hop) {
    Long end = until.get(hop);
    if (end == null) {
      return false;
    }
    if (end - nanoTime.getAsLong() > 0) {
      return true;
    }
    until.remove(hop);
    return false;
  }

  /** How many are remembered, for metrics. */
  public synchronized int size() {
    return until.size();
  }
}
