package io.carillon.benchmarks.meeting;

import io.carillon.media.rtp.RtpHeader;

/**
 * The packets one telephone got, in the order they came. Written by the receiving thread, read when
 * that has ended.
 */
final class Received {
  private final long[] arrivals;
  private final int[] timestamps;
  private final byte[][] payloads;
  private int count;
  private long notKept;

  /**
   * @param most packets that are kept
   * @param withSound whether what they carry is kept, too
   */
  Received(int most, boolean withSound) {
    arrivals = new long[most];
    timestamps = new int[most];
    payloads = withSound ? new byte[most][Speech.SAMPLES] : null;
  }

  /** Takes the next packet. */
  void packet(byte[] packet, int length, long arrivalNanos) {
    int payload = RtpHeader.payloadOffset(packet, 0, length);
    if (payload < 0 || length - payload != Speech.SAMPLES || count == arrivals.length) {
      notKept++;
      return;
    }
    arrivals[count] = arrivalNanos;
    timestamps[count] = RtpHeader.timestamp(packet, 0);
    if (payloads != null) {
      System.arraycopy(packet, payload, payloads[count], 0, Speech.SAMPLES);
    }
    count++;
  }

  int count() {
    return count;
  }

  /** Packets of another size than agreed on, and those beyond what is kept. */
  long notKept() {
    return notKept;
  }

  /** ns, {@code System.nanoTime}. */
  long arrival(int i) {
    return arrivals[i];
  }

  int timestamp(int i) {
    return timestamps[i];
  }

  byte[] payload(int i) {
    return payloads[i];
  }

  /** Packets that came within the time. */
  int within(long fromNanos, long toNanos) {
    int found = 0;
    for (int i = 0; i < count; i++) {
      found += arrivals[i] - fromNanos >= 0 && arrivals[i] - toNanos < 0 ? 1 : 0;
    }
    return found;
  }

  /**
   * Packets of that time that came later after their timestamp, by this much, than the fastest of
   * the second before: a stream that goes on after a break is late once.
   */
  int late(long fromNanos, long toNanos, long byNanos) {
    int late = 0;
    for (int i = 0; i < count; i++) {
      boolean counts = arrivals[i] - fromNanos >= 0 && arrivals[i] - toNanos < 0;
      late += counts && transit(i) - fastestBefore(i) > byNanos ? 1 : 0;
    }
    return late;
  }

  private long fastestBefore(int i) {
    long fastest = transit(i);
    for (int j = Math.max(0, i - Speech.PACKETS_PER_SECOND); j < i; j++) {
      fastest = Math.min(fastest, transit(j));
    }
    return fastest;
  }

  private long transit(int i) {
    long ticks = timestamps[i] - timestamps[0];
    return arrivals[i] - arrivals[0] - ticks * (1_000_000_000L / Speech.RATE);
  }
}
