package io.carillon.sip.dialog;

import java.time.Duration;
import java.util.Objects;

/**
 * The base timers of RFC 3261 17.1.1.1.
 *
 * @param t1 estimate of the round-trip time, 500 ms by the standard
 * @param t2 longest interval between retransmissions, 4 s by the standard
 */
public record SipTimings(Duration t1, Duration t2) {
  public static final SipTimings STANDARD =
      new SipTimings(Duration.ofMillis(500), Duration.ofSeconds(4));

  public SipTimings {
    Objects.requireNonNull(t1, "t1");
    Objects.requireNonNull(t2, "t2");
    if (t1.isNegative() || t1.isZero() || t2.compareTo(t1) < 0) {
      throw new IllegalArgumentException("t1 " + t1 + ", t2 " + t2 + ": allowed is 0 < t1 <= t2");
    }
  }

  /** How long anything is retransmitted before it is given up: 64 times T1. */
  public Duration patience() {
    return t1.multipliedBy(64);
  }
}
