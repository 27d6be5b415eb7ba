package io.carillon.core.log;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Lets one log line per source through in each interval, so that whoever sends garbage cannot fill
 * the disk. The number of sources remembered is bounded; when a flood of new sources pushes an old
 * one out, the flood itself is held to one line per interval.
 *
 * <p>Thread-safe; the lock is held for one map operation.
 */
public final class LogLimiter {
  private final long intervalNanos;
  private final int maxSources;
  private final LongSupplier nanoTime;
  private final Map<String, Long> lastLine;
  private long lastEviction;
  private boolean evicted;

  /**
   * @param interval between two lines of one source
   * @param maxSources remembered at once, at least 1
   * @param nanoTime monotonic time in ns
   */
  public LogLimiter(Duration interval, int maxSources, LongSupplier nanoTime) {
    if (maxSources < 1) {
      throw new IllegalArgumentException("maxSources must be at least 1, is " + maxSources);
    }
    this.intervalNanos = interval.toNanos();
    this.maxSources = maxSources;
    this.nanoTime = nanoTime;
    this.lastLine = new LinkedHashMap<>(64, 0.75f, false);
  }

  /** One line per source and minute, 4,096 sources. */
  public static LogLimiter perMinute() {
    return new LogLimiter(Duration.ofMinutes(1), 4096, System::nanoTime);
  }

  /** True when a line about this source may be written now; the answer is remembered. */
  public synchronized boolean permit(String source) {
    long now = nanoTime.getAsLong();
    Long last = lastLine.get(source);
    if (last != null) {
      if (now - last < intervalNanos) {
        return false;
      }
      lastLine.remove(source);
    } else if (lastLine.size() >= maxSources && !makeRoom(now)) {
      return false;
    }
    lastLine.put(source, now);
    return true;
  }

  private boolean makeRoom(long now) {
    // Insertion order is order of age: the first one is the oldest.
    Map.Entry<String, Long> oldest = lastLine.entrySet().iterator().next();
    if (now - oldest.getValue() < intervalNanos) {
      if (evicted && now - lastEviction < intervalNanos) {
        return false;
      }
      evicted = true;
      lastEviction = now;
    }
    lastLine.remove(oldest.getKey());
    return true;
  }

  /** Sources remembered now. */
  public synchronized int sources() {
    return lastLine.size();
  }
}
