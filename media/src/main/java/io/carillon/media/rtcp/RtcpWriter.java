package io.carillon.media.rtcp;

import io.carillon.media.rtp.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Writes our compound packets: SR or RR, then SDES with CNAME, then BYE when we leave (RFC 3550
 * 6.1).
 *
 * <p>Owned by the leg's event loop; allocates nothing after construction.
 */
public final class RtcpWriter {
  /** No compound of ours is longer, for a CNAME of at most 255 bytes and a reason likewise. */
  public static final int MAX_BYTES = 28 + ReportBlock.BYTES + 12 + 256 + 12 + 256;

  private final int ssrc;
  private final byte[] cname;

  /**
   * @param ssrc ours
   * @param cname canonical name of this end, stable over the call, 1-255 bytes of UTF-8; must not
   *     tell a private address (RFC 7022)
   */
  public RtcpWriter(int ssrc, String cname) {
    this.ssrc = ssrc;
    this.cname = cname.getBytes(StandardCharsets.UTF_8);
    if (this.cname.length == 0 || this.cname.length > 255) {
      throw new IllegalArgumentException("CNAME of " + this.cname.length + " bytes: 1-255");
    }
  }

  /**
   * SR and SDES.
   *
   * @param ntp now
   * @param rtpTimestamp the same moment on the clock of our stream
   * @param packets RTP packets sent so far
   * @param octets payload bytes sent so far
   * @param report about what we receive, null when nothing has arrived
   * @return bytes written
   */
  public int senderReport(
      byte[] buf,
      int off,
      long ntp,
      int rtpTimestamp,
      long packets,
      long octets,
      ReportBlock report) {
    int end = off + 28;
    if (report != null) {
      end = block(buf, end, report);
    }
    header(buf, off, RtcpType.SENDER_REPORT, report == null ? 0 : 1, end);
    Bytes.putInt32(buf, off + 4, ssrc);
    Bytes.putInt64(buf, off + 8, ntp);
    Bytes.putInt32(buf, off + 16, rtpTimestamp);
    Bytes.putInt32(buf, off + 20, (int) packets);
    Bytes.putInt32(buf, off + 24, (int) octets);
    return sdes(buf, end) - off;
  }

  /**
   * RR and SDES, for an end that has sent nothing since its last report.
   *
   * @param report null when nothing has arrived: an empty RR
   * @return bytes written
   */
  public int receiverReport(byte[] buf, int off, ReportBlock report) {
    int end = off + 8;
    if (report != null) {
      end = block(buf, end, report);
    }
    header(buf, off, RtcpType.RECEIVER_REPORT, report == null ? 0 : 1, end);
    Bytes.putInt32(buf, off + 4, ssrc);
    return sdes(buf, end) - off;
  }

  /**
   * BYE, to be put behind a report and SDES.
   *
   * @param reason shown to people, at most 255 bytes of UTF-8, may be null
   * @return bytes written
   */
  public int bye(byte[] buf, int off, byte[] reason) {
    Bytes.putInt32(buf, off + 4, ssrc);
    int end = off + 8;
    if (reason != null && reason.length > 0) {
      int length = Math.min(255, reason.length);
      buf[end] = (byte) length;
      System.arraycopy(reason, 0, buf, end + 1, length);
      end = pad(buf, off, end + 1 + length);
    }
    header(buf, off, RtcpType.BYE, 1, end);
    return end - off;
  }

  private static void header(byte[] buf, int off, int type, int count, int end) {
    buf[off] = (byte) (0x80 | count);
    buf[off + 1] = (byte) type;
    Bytes.putInt16(buf, off + 2, (end - off) / 4 - 1);
  }

  private static int block(byte[] buf, int at, ReportBlock report) {
    Bytes.putInt32(buf, at, report.ssrc());
    Bytes.putInt32(
        buf, at + 4, report.fractionLost() << 24 | (report.cumulativeLost() & 0xFF_FFFF));
    Bytes.putInt32(buf, at + 8, report.extendedHighestSequence());
    Bytes.putInt32(buf, at + 12, (int) report.jitter());
    Bytes.putInt32(buf, at + 16, report.lastSenderReport());
    Bytes.putInt32(buf, at + 20, (int) report.delaySinceLastSenderReport());
    return at + ReportBlock.BYTES;
  }

  private int sdes(byte[] buf, int off) {
    Bytes.putInt32(buf, off + 4, ssrc);
    buf[off + 8] = RtcpType.SDES_CNAME;
    buf[off + 9] = (byte) cname.length;
    System.arraycopy(cname, 0, buf, off + 10, cname.length);
    buf[off + 10 + cname.length] = 0; // ends the chunk
    int end = pad(buf, off, off + 11 + cname.length);
    header(buf, off, RtcpType.SOURCE_DESCRIPTION, 1, end);
    return end;
  }

  private static int pad(byte[] buf, int start, int end) {
    int at = end;
    while ((at - start) % 4 != 0) {
      buf[at++] = 0;
    }
    return at;
  }
}
