package io.carillon.media.rtp;

/**
 * Interarrival jitter (RFC 3550 6.4.1, A.8): the smoothed difference between the spacing of packets
 * when they were sent and when they arrived.
 *
 * <p>Kept in nanoseconds so that a change of clock keeps its meaning. Packets with the timestamp of
 * the one before (an event's repetitions, RFC 4733) and out of order ones say nothing and are left
 * out; a leap of more than two seconds is a new time line, not jitter.
 *
 * <p>Owned by the leg's event loop; allocates nothing.
 */
public final class InterarrivalJitter {
  private static final long LEAP_NANOS = 2_000_000_000L;

  private int clockRate;
  private boolean started;
  private int lastTimestamp;
  private long lastArrival;
  private long jitterNanos16; // 16 times the estimate, so that the shift loses nothing
  private long sumMicros;
  private long samples;

  InterarrivalJitter(int clockRate) {
    clockRate(clockRate);
  }

  void clockRate(int hz) {
    if (hz < 1) {
      throw new IllegalArgumentException("clock rate " + hz);
    }
    if (hz != clockRate) {
      clockRate = hz;
      started = false;
    }
  }

  /** The next packet begins a new time line; the estimate is kept. */
  void restart() {
    started = false;
  }

  void packet(int timestamp, long arrivalNanos) {
    int ticks = timestamp - lastTimestamp;
    if (started && ticks <= 0 && ticks > -clockRate * 2L) {
      return;
    }
    if (started) {
      long difference = arrivalNanos - lastArrival - ticks * 1_000_000_000L / clockRate;
      difference = Math.abs(difference);
      if (difference < LEAP_NANOS) {
        jitterNanos16 += difference - ((jitterNanos16 + 8) >> 4);
        sumMicros += micros();
        samples++;
      }
    }
    started = true;
    lastTimestamp = timestamp;
    lastArrival = arrivalNanos;
  }

  /** Present estimate in microseconds. */
  public long micros() {
    return (jitterNanos16 >> 4) / 1000;
  }

  /** Present estimate in RTP clock ticks, for a report block. */
  public int ticks() {
    return (int) Math.min(Integer.MAX_VALUE, (jitterNanos16 >> 4) * clockRate / 1_000_000_000L);
  }

  /** Sum of the estimate after each packet, in microseconds. */
  public long sumMicros() {
    return sumMicros;
  }

  /** Number of estimates in that sum; 0 = unknown. */
  public long samples() {
    return samples;
  }
}
