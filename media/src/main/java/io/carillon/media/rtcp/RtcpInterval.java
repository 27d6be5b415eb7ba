package io.carillon.media.rtcp;

import java.util.random.RandomGenerator;

/**
 * When the next compound packet is due (RFC 3550 6.2, 6.3, A.7), for a session of two.
 *
 * <p>Owned by the leg's event loop; allocates nothing after construction.
 */
public final class RtcpInterval {
  /** The interval's lower bound of the RFC. */
  public static final int RFC_MINIMUM_MILLIS = 5000;

  /** Makes up for the timer's reconsideration ending below its mean: e - 3/2 (RFC 3550 6.3.1). */
  private static final double COMPENSATION = Math.E - 1.5;

  private static final int UDP_AND_IP_BYTES = 28;

  private final RandomGenerator random;
  private final int minimumMillis;
  private final double rtcpBytesPerSecond;
  private double averageBytes = 128;

  /**
   * @param minimumMillis {@link #RFC_MINIMUM_MILLIS}, or less where quality is wanted sooner (RFC
   *     3550 6.2 allows 360 / session bandwidth in kbit/s, in seconds), at least 500
   * @param sessionBitsPerSecond bandwidth of the session in both directions; RTCP gets 5 % of it
   */
  public RtcpInterval(RandomGenerator random, int minimumMillis, int sessionBitsPerSecond) {
    if (minimumMillis < 500 || sessionBitsPerSecond < 8000) {
      throw new IllegalArgumentException(
          "minimum " + minimumMillis + " ms at least 500, bandwidth " + sessionBitsPerSecond);
    }
    this.random = random;
    this.minimumMillis = minimumMillis;
    this.rtcpBytesPerSecond = sessionBitsPerSecond / 8.0 * 0.05;
  }

  /** Takes note of the size of a compound that was sent or arrived, in bytes without UDP and IP. */
  public void compound(int bytes) {
    averageBytes += (bytes + UDP_AND_IP_BYTES - averageBytes) / 16;
  }

  /** Milliseconds to the first report: half the minimum, so that a far end is heard of soon. */
  public long firstMillis() {
    return randomised(minimumMillis / 2.0);
  }

  /** Milliseconds to the next report. */
  public long nextMillis() {
    double deterministic = 2 * averageBytes / rtcpBytesPerSecond * 1000;
    return randomised(Math.max(minimumMillis, deterministic));
  }

  private long randomised(double millis) {
    return Math.round(millis * (0.5 + random.nextDouble()) / COMPENSATION);
  }
}
