package io.carillon.media.rtcp;

import static io.carillon.media.rtcp.RtcpType.BYE;
import static io.carillon.media.rtcp.RtcpType.RECEIVER_REPORT;
import static io.carillon.media.rtcp.RtcpType.SDES_CNAME;
import static io.carillon.media.rtcp.RtcpType.SENDER_REPORT;
import static io.carillon.media.rtcp.RtcpType.SOURCE_DESCRIPTION;

import io.carillon.media.rtp.Bytes;

/**
 * Reads compound RTCP packets (RFC 3550 6, A.2). A compound is checked whole before the handler
 * hears of any of it: a malformed one has no effect at all.
 *
 * <pre>
 * |V=2|P|  count  |      type     |   length in words - 1  | ... |
 * </pre>
 *
 * <p>Reduced-size packets (RFC 5506) are accepted too. Owned by the leg's event loop; allocates
 * nothing after construction.
 */
public final class RtcpReader {
  /** What {@link #read} says of bytes that are no well-formed compound. */
  public static final int MALFORMED = -1;

  private static final int HEADER_BYTES = 4;
  private static final int SENDER_INFO_BYTES = 20;

  private final ReportBlock block = new ReportBlock();

  /** Number of packets in the compound, or {@link #MALFORMED}. */
  public int read(byte[] buf, int off, int len, RtcpHandler handler) {
    int packets = check(buf, off, len);
    if (packets <= 0) {
      return MALFORMED;
    }
    int at = off;
    for (int i = 0; i < packets; i++) {
      int bytes = packetBytes(buf, at);
      visit(buf, at, at + bytes - padding(buf, at, bytes), handler);
      at += bytes;
    }
    return packets;
  }

  private static int packetBytes(byte[] buf, int at) {
    return 4 * (Bytes.uint16(buf, at + 2) + 1);
  }

  private static int padding(byte[] buf, int at, int bytes) {
    return (buf[at] & 0x20) == 0 ? 0 : buf[at + bytes - 1] & 0xFF;
  }

  private static int check(byte[] buf, int off, int len) {
    int end = off + len;
    int at = off;
    int packets = 0;
    while (at < end) {
      if (end - at < HEADER_BYTES || (buf[at] & 0xC0) != 0x80) {
        return MALFORMED;
      }
      int bytes = packetBytes(buf, at);
      if (bytes > end - at) {
        return MALFORMED;
      }
      boolean padded = (buf[at] & 0x20) != 0;
      int padding = padding(buf, at, bytes);
      if (padded && (at + bytes != end || padding == 0 || padding > bytes - HEADER_BYTES)) {
        return MALFORMED; // only the last packet may be padded
      }
      if (!wellFormed(buf, at, bytes - padding)) {
        return MALFORMED;
      }
      at += bytes;
      packets++;
    }
    return packets;
  }

  private static boolean wellFormed(byte[] buf, int at, int bytes) {
    int count = buf[at] & 0x1F;
    return switch (buf[at + 1] & 0xFF) {
      case SENDER_REPORT ->
          bytes >= HEADER_BYTES + 4 + SENDER_INFO_BYTES + count * ReportBlock.BYTES;
      case RECEIVER_REPORT -> bytes >= HEADER_BYTES + 4 + count * ReportBlock.BYTES;
      case SOURCE_DESCRIPTION -> walkSdes(buf, at, at + bytes, null);
      case BYE -> byeFits(buf, at, bytes, count);
      default -> true;
    };
  }

  private static boolean byeFits(byte[] buf, int at, int bytes, int count) {
    int reason = HEADER_BYTES + 4 * count;
    return bytes == reason || (bytes > reason && bytes >= reason + 1 + (buf[at + reason] & 0xFF));
  }

  private void visit(byte[] buf, int at, int end, RtcpHandler handler) {
    int type = buf[at + 1] & 0xFF;
    switch (type) {
      case SENDER_REPORT -> {
        int ssrc = Bytes.int32(buf, at + 4);
        handler.senderReport(
            ssrc,
            Bytes.int64(buf, at + 8),
            Bytes.int32(buf, at + 16),
            Bytes.uint32(buf, at + 20),
            Bytes.uint32(buf, at + 24));
        blocks(buf, at + 28, buf[at] & 0x1F, ssrc, handler);
      }
      case RECEIVER_REPORT -> {
        int ssrc = Bytes.int32(buf, at + 4);
        handler.receiverReport(ssrc);
        blocks(buf, at + 8, buf[at] & 0x1F, ssrc, handler);
      }
      case SOURCE_DESCRIPTION -> walkSdes(buf, at, end, handler);
      case BYE -> bye(buf, at, end, handler);
      default -> handler.skipped(type);
    }
  }

  private void blocks(byte[] buf, int from, int count, int reporter, RtcpHandler handler) {
    int at = from;
    for (int i = 0; i < count; i++) {
      block.set(
          Bytes.int32(buf, at),
          buf[at + 4] & 0xFF,
          Bytes.int32(buf, at + 4) << 8 >> 8,
          Bytes.int32(buf, at + 8),
          Bytes.uint32(buf, at + 12),
          Bytes.int32(buf, at + 16),
          Bytes.uint32(buf, at + 20));
      handler.reportBlock(reporter, block);
      at += ReportBlock.BYTES;
    }
  }

  private static void bye(byte[] buf, int at, int end, RtcpHandler handler) {
    int count = buf[at] & 0x1F;
    int reason = at + HEADER_BYTES + 4 * count;
    int length = reason < end ? buf[reason] & 0xFF : 0;
    int from = length > 0 ? reason + 1 : at;
    for (int i = 0; i < count; i++) {
      handler.bye(Bytes.int32(buf, at + HEADER_BYTES + 4 * i), buf, from, length);
    }
  }

  /** Goes through the chunks; tells the handler when there is one. False when they do not fit. */
  private static boolean walkSdes(byte[] buf, int start, int end, RtcpHandler handler) {
    int count = buf[start] & 0x1F;
    int at = start + HEADER_BYTES;
    for (int i = 0; i < count; i++) {
      if (end - at < 4) {
        return false;
      }
      int ssrc = Bytes.int32(buf, at);
      int item = at + 4;
      while (item < end && buf[item] != 0) {
        if (item + 2 > end || item + 2 + (buf[item + 1] & 0xFF) > end) {
          return false;
        }
        int length = buf[item + 1] & 0xFF;
        if (handler != null && buf[item] == SDES_CNAME) {
          handler.cname(ssrc, buf, item + 2, length);
        }
        item += 2 + length;
      }
      if (item >= end) {
        return false; // the null item that ends a chunk is missing
      }
      // One to four null octets take the chunk to the next word (RFC 3550 6.5).
      at = start + ((item - start) / 4 + 1) * 4;
    }
    return at <= end;
  }
}
