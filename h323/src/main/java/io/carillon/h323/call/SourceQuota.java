package io.carillon.h323.call;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * How much of something all sources together may have, and one of them. The total bounds how many
 * sources are remembered. Thread-safe.
 */
final class SourceQuota {
  private final int most;
  private final int mostPerSource;
  private final Map<InetAddress, Integer> perSource = new HashMap<>();
  private int taken;

  SourceQuota(int most, int mostPerSource) {
    this.most = most;
    this.mostPerSource = mostPerSource;
  }

  /** Takes one; each one taken is given back by {@link #leave}. */
  synchronized boolean take(InetAddress source) {
    int there = perSource.getOrDefault(source, 0);
    if (taken >= most || there >= mostPerSource) {
      return false;
    }
    taken++;
    perSource.put(source, there + 1);
    return true;
  }

  synchronized void leave(InetAddress source) {
    taken--;
    perSource.computeIfPresent(source, (address, count) -> count > 1 ? count - 1 : null);
  }

  synchronized int taken() {
    return taken;
  }
}
