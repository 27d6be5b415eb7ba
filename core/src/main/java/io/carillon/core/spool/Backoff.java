package io.carillon.core.spool;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: twice as long after each failure, of which a random
 * part between a half and the whole, so that many servers do not come back at once. Owned by the
 * one that tries.
 */
public final class Backoff {
  private final long leastMillis;
  private final long mostMillis;
  private final RandomGenerator random;
  private int failures;

  public Backoff(Duration least, Duration most, RandomGenerator random) {
    this.leastMillis = least.toMillis();
    this.mostMillis = most.toMillis();
    this.random = Objects.requireNonNull(random, "random");
  }

  /** After one more failure. */
  public Duration next() {
    long whole = Math.min(mostMillis, leastMillis << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis(whole / 2 + random.nextLong(whole / 2 + 1));
  }

  /** After a success. */
  public void reset() {
    failures = 0;
  }
}
