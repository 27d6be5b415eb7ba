package io.carillon.sip.leg;

import java.util.function.LongSupplier;

/** Bounds how fast calls are set up: a bucket that holds two seconds' worth. Thread-safe. */
final class SetupRate {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final int BUCKET_SECONDS = 2;

  private final int perSecond;
  private final LongSupplier nanoTime;
  private long filledAt;
  private double tokens;

  /**
   * @param nanoTime monotonic clock in ns
   */
  SetupRate(int perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.filledAt = nanoTime.getAsLong();
    this.tokens = (double) perSecond * BUCKET_SECONDS;
  }

  /** True when one more call may be set up now. */
  synchronized boolean take() {
    long now = nanoTime.getAsLong();
    double fresh = (double) (now - filledAt) * perSecond / NANOS_PER_SECOND;
    tokens = Math.min((double) perSecond * BUCKET_SECONDS, tokens + fresh);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
