package io.carillon.core.call;

import java.util.function.LongSupplier;

/** Bounds how fast calls are set up: a bucket of tokens, one for each call. Thread-safe. */
public final class CallRate {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int perSecond;
  private final double size;
  private final LongSupplier nanoTime;
  private long filledAt;
  private double tokens;

  /**
   * @param burstSeconds how many seconds' worth of calls may come at once after a pause
   * @param nanoTime monotonic clock in ns
   */
  public CallRate(int perSecond, int burstSeconds, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.size = (double) perSecond * burstSeconds;
    this.nanoTime = nanoTime;
    this.filledAt = nanoTime.getAsLong();
    this.tokens = size;
  }

  /** True when one more call may be set up now. */
  public synchronized boolean take() {
    long now = nanoTime.getAsLong();
    double fresh = (double) (now - filledAt) * perSecond / NANOS_PER_SECOND;
    tokens = Math.min(size, tokens + fresh);
    filledAt = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
