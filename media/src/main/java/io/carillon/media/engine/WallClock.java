package io.carillon.media.engine;

import io.carillon.media.rtcp.NtpTime;
import java.time.Clock;

/**
 * Wall clock with the resolution of the monotonic clock, anchored once: RTCP measures round trips
 * in less than a millisecond, and a step of the system's time must not look like one.
 */
final class WallClock {
  private final long anchorEpochNanos;
  private final long anchorNanos;

  WallClock(Clock clock, long nowNanos) {
    anchorEpochNanos = clock.millis() * 1_000_000;
    anchorNanos = nowNanos;
  }

  /** NTP time at a moment of the monotonic clock. */
  long ntp(long nanos) {
    return NtpTime.ofEpochNanos(anchorEpochNanos + nanos - anchorNanos);
  }
}
