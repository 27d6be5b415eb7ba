package io.carillon.media.loop;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs faults of a loop at most once a minute, with the number of those that were not logged: what
 * the network sends must not fill a disk. Owned by one loop.
 */
final class FaultLog {
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Logger log;
  private final LongSupplier nanoTime;
  private long faults;
  private long loggedAt;

  FaultLog(Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
  }

  void fault(String what, Throwable e) {
    long now = nanoTime.getAsLong();
    faults++;
    if (faults == 1 || now - loggedAt >= QUIET_NANOS) {
      loggedAt = now;
      log.error("{} failed ({} faults so far)", what, faults, e);
    }
  }
}
