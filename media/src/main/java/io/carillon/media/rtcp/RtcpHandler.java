package io.carillon.media.rtcp;

/**
 * What {@link RtcpReader} tells of a compound packet, in the order of its packets. One handler is
 * made per leg and reused; the bytes handed over are valid during the call only.
 */
public interface RtcpHandler {

  /**
   * @param ntp NTP time of sending, 32.32 fixed point
   * @param rtpTimestamp the same moment on the RTP clock
   * @param packets RTP packets sent so far, modulo 2^32
   * @param octets payload bytes sent so far, modulo 2^32
   */
  default void senderReport(int ssrc, long ntp, int rtpTimestamp, long packets, long octets) {}

  default void receiverReport(int ssrc) {}

  /**
   * One report block of an SR or RR.
   *
   * @param reporter who reports
   * @param block reused: copy what is to be kept
   */
  default void reportBlock(int reporter, ReportBlock block) {}

  /** The canonical name of a source, as bytes of UTF-8, at most 255. */
  default void cname(int ssrc, byte[] buf, int off, int len) {}

  /**
   * A source leaves.
   *
   * @param len bytes of the reason in UTF-8, 0 when none was given
   */
  default void bye(int ssrc, byte[] buf, int off, int len) {}

  /** A packet of a type we do not read: APP, feedback, XR or unknown. */
  default void skipped(int packetType) {}
}
