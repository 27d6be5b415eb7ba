package io.carillon.core.call;

/**
 * What a media session has measured since its start: running totals, so that an interval is the
 * difference of two.
 *
 * @param received from the far end to us
 * @param sent from us to the far end
 * @param rttSumMicros sum of the round-trip times from RTCP in microseconds
 * @param rttSamples number of round-trip times in that sum; 0 = unknown
 * @param latePackets packets that came too late for the jitter buffer
 * @param duplicatePackets packets that came twice
 * @param reorderedPackets packets that came out of order but in time
 * @param concealedFrames frames that had to be made up by loss concealment
 * @param bufferDelayMillis present delay of the jitter buffer in ms
 * @param burstRatio burst ratio of the losses (ITU-T G.107, 1 = random), 1 when unknown
 * @param codec SDP encoding name of the codec received last, empty before the first packet: opus,
 *     G722, PCMU, PCMA
 */
public record MediaQuality(
    DirectionQuality received,
    DirectionQuality sent,
    long rttSumMicros,
    long rttSamples,
    long latePackets,
    long duplicatePackets,
    long reorderedPackets,
    long concealedFrames,
    double bufferDelayMillis,
    double burstRatio,
    String codec) {

  public static final MediaQuality NONE =
      new MediaQuality(DirectionQuality.NONE, DirectionQuality.NONE, 0, 0, 0, 0, 0, 0, 0, 1, "");

  /**
   * What two streams of one leg have measured together. What is no total is that of the worse one,
   * the codec that of the first that has one.
   */
  public MediaQuality plus(MediaQuality other) {
    return new MediaQuality(
        received.plus(other.received),
        sent.plus(other.sent),
        rttSumMicros + other.rttSumMicros,
        rttSamples + other.rttSamples,
        latePackets + other.latePackets,
        duplicatePackets + other.duplicatePackets,
        reorderedPackets + other.reorderedPackets,
        concealedFrames + other.concealedFrames,
        Math.max(bufferDelayMillis, other.bufferDelayMillis),
        Math.max(burstRatio, other.burstRatio),
        codec.isEmpty() ? other.codec : codec);
  }

  /**
   * Something that can be asked for its quality from any thread; the answer is at most one tick (20
   * ms) old.
   */
  @FunctionalInterface
  public interface Source {
    MediaQuality quality();
  }
}
