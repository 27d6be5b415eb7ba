package io.carillon.sip.digest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failures of each key within a window, and blocks it after too many. Owned by {@link
 * AttemptLimiter}, under its lock.
 */
final class FailureCounts<K> {
  private final int most;
  private final long window;
  private final long block;
  private final Map<K, Failures> table;

  /**
   * @param window ns
   * @param block ns
   */
  FailureCounts(int most, long window, long block, int entries) {
    this.most = most;
    this.window = window;
    this.block = block;
    table = new BoundedMap<>(entries);
  }

  /** The least recently used goes when there are too many. */
  static final class BoundedMap<K, V> extends LinkedHashMap<K, V> {
    private final int entries;

    BoundedMap(int entries) {
      super(16, 0.75f, true);
      this.entries = entries;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > entries;
    }
  }

  private static final class Failures {
    long since;
    int count;
  }

  void failed(K key, long now) {
    Failures failures = table.computeIfAbsent(key, any -> new Failures());
    if (failures.count == 0 || now - failures.since >= window) {
      failures.since = now;
      failures.count = 0;
    }
    failures.count++;
    if (failures.count >= most) {
      failures.since = now; // from here on the block runs
    }
  }

  boolean blocks(K key, long now) {
    Failures failures = table.get(key);
    if (failures == null || failures.count < most) {
      return false;
    }
    if (now - failures.since < block) {
      return true;
    }
    table.remove(key);
    return false;
  }

  void forget(K key) {
    table.remove(key);
  }

  int size() {
    return table.size();
  }
}
