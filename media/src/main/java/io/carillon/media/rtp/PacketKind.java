package io.carillon.media.rtp;

/**
 * What a datagram on a media port is, by its first bytes (RFC 7983 7, RFC 5761 4).
 *
 * <pre>
 *   0..3    STUN            20..63   DTLS           128..191  RTP, or RTCP when
 *   16..19  ZRTP            64..79   TURN channel             the second byte is 192..223
 * </pre>
 */
public enum PacketKind {
  RTP,
  RTCP,
  STUN,
  DTLS,
  /** Nothing of ours: empty, keep-alive bytes, ZRTP, TURN channel data, noise. */
  OTHER;

  /** Any thread, no allocation. */
  public static PacketKind of(byte[] buf, int off, int len) {
    if (len < 1) {
      return OTHER;
    }
    int first = buf[off] & 0xFF;
    if (first >= 128 && first <= 191) {
      if (len < 2) {
        return OTHER;
      }
      int second = buf[off + 1] & 0xFF;
      return second >= 192 && second <= 223 ? RTCP : RTP;
    }
    if (first <= 3) {
      return STUN;
    }
    return first >= 20 && first <= 63 ? DTLS : OTHER;
  }
}
