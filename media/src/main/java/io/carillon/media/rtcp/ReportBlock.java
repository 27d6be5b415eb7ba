package io.carillon.media.rtcp;

import io.carillon.media.rtp.ReceiveStatistics;

/**
 * One reception report block (RFC 3550 6.4.1), made once and filled again and again.
 *
 * <p>Owned by one event loop.
 */
public final class ReportBlock {
  /** Bytes on the wire. */
  public static final int BYTES = 24;

  private int ssrc;
  private int fractionLost;
  private int cumulativeLost;
  private int extendedHighestSequence;
  private long jitter;
  private int lastSenderReport;
  private long delaySinceLastSenderReport;

  /**
   * @param ssrc the source the report is about
   * @param fractionLost 256ths since the report before, 0-255
   * @param cumulativeLost packets, 24 bits signed
   * @param jitter RTP clock ticks, 32 bits
   * @param lastSenderReport middle 32 bits of the NTP time of the last SR, 0 = none came
   * @param delaySinceLastSenderReport since that SR came, in 1/65536 s, 32 bits
   */
  public ReportBlock set(
      int ssrc,
      int fractionLost,
      int cumulativeLost,
      int extendedHighestSequence,
      long jitter,
      int lastSenderReport,
      long delaySinceLastSenderReport) {
    this.ssrc = ssrc;
    this.fractionLost = fractionLost;
    this.cumulativeLost = cumulativeLost;
    this.extendedHighestSequence = extendedHighestSequence;
    this.jitter = jitter;
    this.lastSenderReport = lastSenderReport;
    this.delaySinceLastSenderReport = delaySinceLastSenderReport;
    return this;
  }

  /** Fills the block from what arrived and begins the next interval of the fraction lost. */
  public ReportBlock fill(
      ReceiveStatistics received, int lastSenderReport, long delaySinceLastSenderReport) {
    return set(
        received.ssrc(),
        received.takeFractionLost(),
        received.cumulativeLost(),
        received.extendedHighestSequence(),
        received.jitter().ticks(),
        lastSenderReport,
        delaySinceLastSenderReport);
  }

  public int ssrc() {
    return ssrc;
  }

  public int fractionLost() {
    return fractionLost;
  }

  public int cumulativeLost() {
    return cumulativeLost;
  }

  public int extendedHighestSequence() {
    return extendedHighestSequence;
  }

  public long jitter() {
    return jitter;
  }

  public int lastSenderReport() {
    return lastSenderReport;
  }

  public long delaySinceLastSenderReport() {
    return delaySinceLastSenderReport;
  }
}
