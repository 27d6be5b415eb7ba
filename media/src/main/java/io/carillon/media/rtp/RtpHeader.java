package io.carillon.media.rtp;

/**
 * The RTP header (RFC 3550 5.1) read and written in place.
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * |                           timestamp                           |
 * |                             SSRC                              |
 * |                       CSRC (CC times)                         |
 * </pre>
 *
 * <p>{@link #payloadOffset} and {@link #payloadLength} check a packet whole; the other readers
 * trust that one of them was asked first. Stateless, no allocation, any thread.
 */
public final class RtpHeader {
  /** Bytes of a header without CSRCs and extension. */
  public static final int FIXED_BYTES = 12;

  /** What {@link #payloadOffset} and {@link #payloadLength} say of a malformed packet. */
  public static final int MALFORMED = -1;

  private static final int VERSION_2 = 0x80;
  private static final int VERSION_MASK = 0xC0;
  private static final int PADDING_BIT = 0x20;
  private static final int EXTENSION_BIT = 0x10;
  private static final int MARKER_BIT = 0x80;

  private RtpHeader() {}

  /**
   * Where the payload begins: an index into {@code buf}, or {@link #MALFORMED} when version, CSRC
   * count, extension or padding do not fit the length.
   */
  public static int payloadOffset(byte[] buf, int off, int len) {
    int header = headerLength(buf, off, len);
    if (header < 0 || paddingLength(buf, off, len, header) < 0) {
      return MALFORMED;
    }
    return off + header;
  }

  /** Bytes of payload without padding, 0 or more, or {@link #MALFORMED}. */
  public static int payloadLength(byte[] buf, int off, int len) {
    int header = headerLength(buf, off, len);
    if (header < 0) {
      return MALFORMED;
    }
    int padding = paddingLength(buf, off, len, header);
    return padding < 0 ? MALFORMED : len - header - padding;
  }

  /**
   * Bytes of the header with CSRCs and extension, or {@link #MALFORMED}. Does not look at the
   * padding, which is still encrypted in an SRTP packet.
   */
  public static int headerLength(byte[] buf, int off, int len) {
    if (len < FIXED_BYTES || (buf[off] & VERSION_MASK) != VERSION_2) {
      return MALFORMED;
    }
    int header = FIXED_BYTES + 4 * (buf[off] & 0x0F);
    if ((buf[off] & EXTENSION_BIT) != 0) {
      if (len < header + 4) {
        return MALFORMED;
      }
      header += 4 + 4 * Bytes.uint16(buf, off + header + 2);
    }
    return header <= len ? header : MALFORMED;
  }

  private static int paddingLength(byte[] buf, int off, int len, int header) {
    if ((buf[off] & PADDING_BIT) == 0) {
      return 0;
    }
    int padding = len > header ? buf[off + len - 1] & 0xFF : 0;
    return padding == 0 || padding > len - header ? MALFORMED : padding;
  }

  public static boolean marker(byte[] buf, int off) {
    return (buf[off + 1] & MARKER_BIT) != 0;
  }

  /** 0-127. */
  public static int payloadType(byte[] buf, int off) {
    return buf[off + 1] & 0x7F;
  }

  /** 0-65535. */
  public static int sequence(byte[] buf, int off) {
    return Bytes.uint16(buf, off + 2);
  }

  /** Modulo 2^32: compare by difference. */
  public static int timestamp(byte[] buf, int off) {
    return Bytes.int32(buf, off + 4);
  }

  public static int ssrc(byte[] buf, int off) {
    return Bytes.int32(buf, off + 8);
  }

  /** Contributing sources, 0-15. */
  public static int csrcCount(byte[] buf, int off) {
    return buf[off] & 0x0F;
  }

  public static boolean hasExtension(byte[] buf, int off) {
    return (buf[off] & EXTENSION_BIT) != 0;
  }

  /**
   * Writes a header without CSRCs and extension.
   *
   * @return bytes written, {@link #FIXED_BYTES}
   */
  public static int write(
      byte[] buf, int off, int payloadType, boolean marker, int sequence, int timestamp, int ssrc) {
    buf[off] = (byte) VERSION_2;
    buf[off + 1] = (byte) ((marker ? MARKER_BIT : 0) | (payloadType & 0x7F));
    Bytes.putInt16(buf, off + 2, sequence);
    Bytes.putInt32(buf, off + 4, timestamp);
    Bytes.putInt32(buf, off + 8, ssrc);
    return FIXED_BYTES;
  }

  static void setExtensionBit(byte[] buf, int off) {
    buf[off] |= (byte) EXTENSION_BIT;
  }
}
