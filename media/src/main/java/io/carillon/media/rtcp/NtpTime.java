package io.carillon.media.rtcp;

/** NTP timestamps as RTCP carries them (RFC 3550 4): seconds since 1900 in 32.32 fixed point. */
public final class NtpTime {
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;

  private NtpTime() {}

  /** NTP time of a wall clock reading in nanoseconds since 1970. */
  public static long ofEpochNanos(long epochNanos) {
    long seconds = Math.floorDiv(epochNanos, 1_000_000_000L);
    long nanos = Math.floorMod(epochNanos, 1_000_000_000L);
    return (seconds + SECONDS_1900_TO_1970) << 32 | (nanos << 32) / 1_000_000_000L;
  }

  /** NTP time of a wall clock reading in milliseconds since 1970. */
  public static long ofEpochMillis(long epochMillis) {
    return ofEpochNanos(Math.multiplyExact(epochMillis, 1_000_000L));
  }

  /** Milliseconds since 1970 of an NTP time before 2036. */
  public static long toEpochMillis(long ntp) {
    long seconds = (ntp >>> 32) - SECONDS_1900_TO_1970;
    return seconds * 1000 + ((ntp & 0xFFFF_FFFFL) * 1000 >>> 32);
  }

  /** The middle 32 bits, in 1/65536 s: what LSR holds. */
  public static int middle(long ntp) {
    return (int) (ntp >>> 16);
  }

  /**
   * A span in nanoseconds as 1/65536 s: what DLSR holds. Below 0 is 0, beyond 18 hours the most.
   */
  public static long shortSpan(long nanos) {
    if (nanos <= 0) {
      return 0;
    }
    long whole = nanos / 1_000_000_000L;
    return whole > 0xFFFF
        ? 0xFFFF_FFFFL
        : whole << 16 | (nanos % 1_000_000_000L << 16) / 1_000_000_000L;
  }
}
