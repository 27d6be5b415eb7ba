package io.carillon.core.dialin;

import java.util.function.LongSupplier;

/**
 * Lets 32 keys through at once, as a speed dial with ID and passcode sends them, and 10 a second
 * after that. Owned by the leg's event loop.
 */
final class DigitGate {
  private static final long NANOS_PER_KEY = 100_000_000L;
  private static final long BURST_NANOS = 32 * NANOS_PER_KEY;

  private final LongSupplier nanoTime;
  private long credit = BURST_NANOS;
  private long last;

  DigitGate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.last = nanoTime.getAsLong();
  }

  boolean passes() {
    long now = nanoTime.getAsLong();
    credit = Math.min(BURST_NANOS, credit + Math.max(0, now - last));
    last = now;
    if (credit < NANOS_PER_KEY) {
      return false;
    }
    credit -= NANOS_PER_KEY;
    return true;
  }
}
