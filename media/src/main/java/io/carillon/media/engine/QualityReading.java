package io.carillon.media.engine;

import io.carillon.media.engine.QualityCounters.Figure;
import io.carillon.media.rtp.ReceiveStatistics;

/** Copies what the parts of a leg have counted to where other threads read it. */
final class QualityReading {

  private QualityReading() {}

  static void publish(
      QualityCounters to,
      RtpReceiver receiver,
      Playout playout,
      RtpSender sender,
      FarEndReports reports,
      RtcpReporter reporter) {
    to.begin();
    ReceiveStatistics in = receiver.statistics();
    if (in != null) {
      to.set(Figure.IN_PACKETS, in.packets());
      to.set(Figure.IN_BYTES, in.bytes());
      to.set(Figure.IN_EXPECTED, in.expected());
      to.set(Figure.IN_LOST, in.lost());
      to.set(Figure.IN_JITTER_SUM, in.jitter().sumMicros());
      to.set(Figure.IN_JITTER_SAMPLES, in.jitter().samples());
    }
    to.set(Figure.IN_RTCP_PACKETS, receiver.rtcpPackets());
    to.set(Figure.IN_RTCP_BYTES, receiver.rtcpBytes());
    to.set(Figure.LATE, playout.late());
    to.set(Figure.DUPLICATE, playout.duplicate());
    to.set(Figure.REORDERED, playout.reordered());
    to.set(Figure.CONCEALED, playout.concealedFrames());
    to.set(Figure.DELAY_MICROS, playout.delayMicros());
    to.set(Figure.BURST_RATIO_MILLIS, (long) (receiver.burstRatio() * 1000));
    to.set(Figure.OUT_PACKETS, sender.allPackets());
    to.set(Figure.OUT_BYTES, sender.allBytes());
    to.set(Figure.OUT_RTCP_PACKETS, reporter.packets());
    to.set(Figure.OUT_RTCP_BYTES, reporter.bytes());
    to.set(Figure.OUT_EXPECTED, reports.expected());
    to.set(Figure.OUT_LOST, reports.lost());
    to.set(Figure.OUT_REPORTS, reports.reports());
    to.set(Figure.OUT_JITTER_SUM, reports.jitterSumMicros());
    to.set(Figure.RTT_SUM, reports.rttSumMicros());
    to.set(Figure.RTT_SAMPLES, reports.rttSamples());
    to.end(receiver.codec());
  }
}
