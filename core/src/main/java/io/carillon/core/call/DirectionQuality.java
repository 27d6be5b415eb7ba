package io.carillon.core.call;

/**
 * Counters of one direction of one leg, all running totals since the leg's start, so that an
 * interval is the difference of two.
 *
 * @param rtpPackets RTP packets that arrived or were sent
 * @param rtpBytes their bytes, RTP header and payload, without SRTP trailer, UDP and IP
 * @param rtcpPackets compound RTCP packets that arrived or were sent
 * @param rtcpBytes their bytes
 * @param expectedPackets packets that should have arrived by the extended sequence numbers (RFC
 *     3550 A.3); for the sending direction those that the far end's reports cover
 * @param lostPackets expected minus arrived, never below 0; for the sending direction as the far
 *     end reports
 * @param lossSamples how often loss was measured (own count: once a packet arrived; far end's:
 *     reports); 0 = unknown
 * @param jitterSumMicros sum of the interarrival jitter samples (RFC 3550 A.8) in microseconds
 * @param jitterSamples number of samples in that sum; 0 = unknown
 */
public record DirectionQuality(
    long rtpPackets,
    long rtpBytes,
    long rtcpPackets,
    long rtcpBytes,
    long expectedPackets,
    long lostPackets,
    long lossSamples,
    long jitterSumMicros,
    long jitterSamples) {

  public static final DirectionQuality NONE = new DirectionQuality(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** Those of two streams together. */
  public DirectionQuality plus(DirectionQuality other) {
    return new DirectionQuality(
        rtpPackets + other.rtpPackets,
        rtpBytes + other.rtpBytes,
        rtcpPackets + other.rtcpPackets,
        rtcpBytes + other.rtcpBytes,
        expectedPackets + other.expectedPackets,
        lostPackets + other.lostPackets,
        lossSamples + other.lossSamples,
        jitterSumMicros + other.jitterSumMicros,
        jitterSamples + other.jitterSamples);
  }
}
