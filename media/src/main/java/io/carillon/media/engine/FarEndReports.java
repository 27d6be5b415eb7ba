package io.carillon.media.engine;

import io.carillon.media.rtcp.NtpTime;
import io.carillon.media.rtcp.ReportBlock;
import io.carillon.media.rtcp.RoundTrip;
import io.carillon.media.rtcp.RtcpHandler;
import java.util.function.IntSupplier;

/**
 * What the far end tells by RTCP: when it sent its last SR, and how our packets fare. Owned by the
 * leg's event loop; allocates nothing.
 */
final class FarEndReports implements RtcpHandler {
  /** RTCP counts round trips in 1/65536 s. */
  private static final long RESOLUTION_MICROS = 15;

  private final WallClock wallClock;
  private final RtpSender sender;
  private final IntSupplier pollGapMicros;

  private long arrivalNanos;
  private int lastSenderReport;
  private long lastSenderReportNanos;

  private long reports;
  private long rttSumMicros;
  private long rttSamples;
  private long jitterSumMicros;
  private long lost;
  private long expected;
  private long neverSent;
  private int clockRate = 8000;

  // The source of ours the last report was about, and what it said.
  private int reportedSsrc;
  private int firstSequence;
  private int highestSequence;
  private int cumulativeLost;

  /**
   * @param pollGapMicros time between two polls of the sockets: a report waits up to that long
   *     before it is seen, which is no part of the way
   */
  FarEndReports(WallClock wallClock, RtpSender sender, IntSupplier pollGapMicros) {
    this.wallClock = wallClock;
    this.sender = sender;
    this.pollGapMicros = pollGapMicros;
  }

  /** Hz of our RTP clock, which the far end's jitter is counted in. */
  void clockRate(int hz) {
    clockRate = hz;
  }

  /** Before a compound is read. */
  void arriving(long nanos) {
    arrivalNanos = nanos;
  }

  @Override
  public void senderReport(int ssrc, long ntp, int rtpTimestamp, long packets, long octets) {
    lastSenderReport = NtpTime.middle(ntp);
    lastSenderReportNanos = arrivalNanos;
  }

  @Override
  public void reportBlock(int reporter, ReportBlock block) {
    if (block.ssrc() != sender.ssrc()) {
      return;
    }
    reports++;
    jitterSumMicros += block.jitter() * 1_000_000 / clockRate;
    long micros = RoundTrip.micros(wallClock.ntp(arrivalNanos), block);
    if (micros != RoundTrip.UNKNOWN) {
      rttSumMicros += withoutTheWait(micros);
      rttSamples++;
    }
    count(block);
  }

  /**
   * What is measured holds the time the report lay on the socket, anything up to the gap between
   * two polls: the middle of what the way itself can have been is the best guess, and it is never
   * 0, which operators would read as unknown.
   */
  private long withoutTheWait(long micros) {
    long measured = Math.max(micros, RESOLUTION_MICROS);
    return measured - Math.min(measured, pollGapMicros.getAsInt()) / 2;
  }

  private void count(ReportBlock block) {
    if (reports == 1 || block.ssrc() != reportedSsrc) {
      reportedSsrc = block.ssrc();
      firstSequence = sender.firstSequence();
      highestSequence = firstSequence - 1;
      cumulativeLost = 0;
    }
    int covered = block.extendedHighestSequence() - highestSequence;
    // The far end counts cycles from 0; a report from before the last one, or one that covers
    // more than we sent, says nothing.
    if (covered > 0 && expected + covered <= sender.allNumbers()) {
      expected += covered;
      highestSequence = block.extendedHighestSequence();
      lost = Math.clamp(lost + block.cumulativeLost() - cumulativeLost, 0, expected);
      cumulativeLost = block.cumulativeLost();
      // To the far end a packet that was lost before it came to us looks lost behind us.
      neverSent = Math.clamp(sender.gapsAmong(expected), 0, expected);
    }
  }

  /** For our reports: middle of the NTP time of the last SR, 0 = none came. */
  int lastSenderReport() {
    return lastSenderReport;
  }

  /** For our reports: time since then, in 1/65536 s. */
  long delaySinceLastSenderReport(long nowNanos) {
    return lastSenderReport == 0 ? 0 : NtpTime.shortSpan(nowNanos - lastSenderReportNanos);
  }

  /** Reports about our packets. */
  long reports() {
    return reports;
  }

  long rttSumMicros() {
    return rttSumMicros;
  }

  long rttSamples() {
    return rttSamples;
  }

  long jitterSumMicros() {
    return jitterSumMicros;
  }

  /** Packets of ours the reports cover. */
  long expected() {
    return expected - neverSent;
  }

  /** Those of them that did not arrive. */
  long lost() {
    return Math.clamp(lost - neverSent, 0, expected - neverSent);
  }
}
