package io.carillon.sip.digest;

import io.carillon.sip.digest.Nonces.Nonce;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which counts of which nonces have been used. Only nonces that came with good credentials are
 * kept, so who has none cannot fill the table. What is dropped for room leaves a mark in time
 * behind: a nonce as old that is not in the table counts as stale, never as new.
 *
 * <p>Thread-safe; the lock is held for a few map operations.
 */
final class NonceCounts {
  private static final int WINDOW = 64; // counts below the highest that may still come, once each

  private final int capacity;
  private final TreeMap<Nonce, Used> table = new TreeMap<>();
  private long forgottenUpTo = -1;

  NonceCounts(int capacity) {
    this.capacity = capacity;
  }

  /** What a use is. */
  enum Use {
    FIRST,
    REPLAYED,
    FORGOTTEN
  }

  private static final class Used {
    long highest;
    long window; // bit n: highest - n was used
  }

  /**
   * @param count 1 to 2^32-1
   */
  synchronized Use use(Nonce nonce, long count) {
    Used used = table.get(nonce);
    if (used == null) {
      if (nonce.made() <= forgottenUpTo) {
        return Use.FORGOTTEN;
      }
      used = new Used();
      table.put(nonce, used);
      trim();
    }
    return mark(used, count) ? Use.FIRST : Use.REPLAYED;
  }

  private static boolean mark(Used used, long count) {
    long ahead = count - used.highest;
    if (ahead > 0) {
      used.window = ahead >= WINDOW ? 1 : (used.window << ahead) | 1;
      used.highest = count;
      return true;
    }
    long behind = -ahead;
    long bit = 1L << behind;
    if (behind >= WINDOW || (used.window & bit) != 0) {
      return false;
    }
    used.window |= bit;
    return true;
  }

  private void trim() {
    while (table.size() > capacity) {
      forget(table.pollFirstEntry());
    }
  }

  /** Drops those made before that time, in ms since the start. */
  synchronized void expire(long madeBefore) {
    while (!table.isEmpty() && table.firstKey().made() < madeBefore) {
      forget(table.pollFirstEntry());
    }
  }

  private void forget(Map.Entry<Nonce, Used> entry) {
    forgottenUpTo = Math.max(forgottenUpTo, entry.getKey().made());
  }

  synchronized int size() {
    return table.size();
  }
}
