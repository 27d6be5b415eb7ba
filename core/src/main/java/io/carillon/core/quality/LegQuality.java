package io.carillon.core.quality;

import io.carillon.core.call.DirectionQuality;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.quality.QualityMinute.Flow;
import io.carillon.core.quality.QualityMinute.Score;

/**
 * Turns the running totals of one leg into intervals. Used by one thread at a time.
 *
 * <p>The score is of the interval: its own losses (packets that came too late to be played count as
 * lost), a jitter smoothed over the call so that one spike does not spoil it, and the last known
 * round-trip time. With no round-trip time known only the delay within our reach counts.
 */
final class LegQuality {
  /** Weight of the newest interval in the smoothed jitter. */
  private static final double NEWEST = 0.25;

  private MediaQuality last = MediaQuality.NONE;
  private double receivedJitter = Double.NaN;
  private double sentJitter = Double.NaN;
  private double rttMicros = Double.NaN;

  /** What one interval measured. */
  record Interval(Flow received, Flow sent, Score score) {
    static final Interval UNKNOWN = new Interval(Flow.UNKNOWN, Flow.UNKNOWN, Score.UNKNOWN);
  }

  Interval next(MediaQuality now) {
    MediaQuality before = last;
    last = now;
    Flow received = flow(before.received(), now.received());
    Flow sent = flow(before.sent(), now.sent());
    Long rtt =
        mean(now.rttSumMicros() - before.rttSumMicros(), now.rttSamples() - before.rttSamples());
    receivedJitter = smoothed(receivedJitter, received.jitterMicros());
    sentJitter = smoothed(sentJitter, sent.jitterMicros());
    if (rtt != null) {
      rttMicros = rtt;
    }
    return new Interval(received, sent, new Score(rtt, mos(before, now)));
  }

  private static Flow flow(DirectionQuality before, DirectionQuality now) {
    boolean lossKnown = now.lossSamples() > 0;
    return new Flow(
        grown(before.rtpPackets(), now.rtpPackets()),
        grown(before.rtpBytes(), now.rtpBytes()),
        grown(before.rtcpPackets(), now.rtcpPackets()),
        grown(before.rtcpBytes(), now.rtcpBytes()),
        lossKnown ? grown(before.lostPackets(), now.lostPackets()) : null,
        lossKnown ? Math.max(0, now.lostPackets()) : null,
        mean(
            now.jitterSumMicros() - before.jitterSumMicros(),
            now.jitterSamples() - before.jitterSamples()));
  }

  /** A total that went back (a late packet takes a loss back) counts as no growth. */
  private static long grown(long before, long now) {
    return Math.max(0, now - before);
  }

  private static Long mean(long sum, long samples) {
    return samples > 0 ? Math.max(0, Math.round((double) sum / samples)) : null;
  }

  private static double smoothed(double smooth, Long newest) {
    if (newest == null) {
      return smooth;
    }
    return Double.isNaN(smooth) ? newest : smooth + NEWEST * (newest - smooth);
  }

  /** The mean of the directions that were measured, null when none was. */
  private Double mos(MediaQuality before, MediaQuality now) {
    CodecImpairment codec = CodecImpairment.byEncodingName(now.codec()).orElse(null);
    if (codec == null) {
      return null;
    }
    double network = Double.isNaN(rttMicros) ? 0 : rttMicros / 2000;
    long late = grown(before.latePackets(), now.latePackets());
    double in =
        directionMos(
            before.received(),
            now.received(),
            late,
            network + Math.max(now.bufferDelayMillis(), bufferFor(receivedJitter)),
            now.burstRatio(),
            codec);
    double out =
        directionMos(before.sent(), now.sent(), 0, network + bufferFor(sentJitter), 1, codec);
    double mos;
    if (Double.isNaN(in)) {
      mos = out;
    } else if (Double.isNaN(out)) {
      mos = in;
    } else {
      mos = (in + out) / 2;
    }
    return Double.isNaN(mos) ? null : Math.round(mos * 100) / 100.0;
  }

  private static double directionMos(
      DirectionQuality before,
      DirectionQuality now,
      long late,
      double delayMillis,
      double burstRatio,
      CodecImpairment codec) {
    long expected = grown(before.expectedPackets(), now.expectedPackets());
    if (expected == 0 || now.lossSamples() == 0) {
      return Double.NaN;
    }
    long lost = Math.min(expected, grown(before.lostPackets(), now.lostPackets()) + late);
    double burst = burstRatio >= 1 ? Math.min(burstRatio, 100) : 1; // false for NaN too
    double delay = Double.isFinite(delayMillis) ? Math.max(0, delayMillis) : 0;
    return EModel.mos(
        EModel.rating(delay + codec.delayMillis(), codec, 100.0 * lost / expected, burst));
  }

  /** The far end's buffer is not known: one that fits the jitter holds about twice of it, in ms. */
  private static double bufferFor(double jitterMicros) {
    return Double.isNaN(jitterMicros) ? 0 : 2 * jitterMicros / 1000;
  }
}
