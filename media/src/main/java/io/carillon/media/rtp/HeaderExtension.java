package io.carillon.media.rtp;

/**
 * Header extensions with one-byte and two-byte element headers (RFC 8285 4.2, 4.3) and the audio
 * level in them (RFC 6464). Readers trust that {@link RtpHeader#headerLength} accepted the packet.
 * Stateless, no allocation, any thread.
 *
 * <pre>
 * | 0xBE | 0xDE |   length = words   |  ID:4 L:4 | data, L+1 bytes | ... | padding 0 |
 * </pre>
 */
public final class HeaderExtension {
  /** What the finders say when the packet has no such element. */
  public static final int ABSENT = -1;

  /** Bytes that {@link #writeAudioLevel} adds behind the fixed header. */
  public static final int AUDIO_LEVEL_BYTES = 8;

  private static final int ONE_BYTE_PROFILE = 0xBEDE;
  private static final int TWO_BYTE_PROFILE = 0x1000;
  private static final int TWO_BYTE_PROFILE_MASK = 0xFFF0;
  private static final int VOICE_BIT = 0x80;

  private HeaderExtension() {}

  /**
   * Finds an element by its ID.
   *
   * @param id as in a=extmap, 1-14 with one-byte headers, 1-255 with two-byte ones
   * @return (index of the data into {@code buf}) * 256 + (length of the data, 0-255), or {@link
   *     #ABSENT}; see {@link #dataOffset} and {@link #dataLength}
   */
  public static long find(byte[] buf, int off, int id) {
    if (!RtpHeader.hasExtension(buf, off)) {
      return ABSENT;
    }
    int at = off + RtpHeader.FIXED_BYTES + 4 * RtpHeader.csrcCount(buf, off);
    int profile = Bytes.uint16(buf, at);
    int end = at + 4 + 4 * Bytes.uint16(buf, at + 2);
    if (profile == ONE_BYTE_PROFILE) {
      return findOneByte(buf, at + 4, end, id);
    }
    if ((profile & TWO_BYTE_PROFILE_MASK) == TWO_BYTE_PROFILE) {
      return findTwoByte(buf, at + 4, end, id);
    }
    return ABSENT;
  }

  private static long findOneByte(byte[] buf, int from, int end, int id) {
    int at = from;
    while (at < end) {
      int found = (buf[at] & 0xFF) >> 4;
      if (found == 15) {
        return ABSENT; // reserved: the rest must not be read (RFC 8285 4.2)
      }
      if (buf[at] == 0) {
        at++; // padding
        continue;
      }
      int length = (buf[at] & 0x0F) + 1;
      if (at + 1 + length > end) {
        return ABSENT;
      }
      if (found == id && id != 0) {
        return located(at + 1, length);
      }
      at += 1 + length;
    }
    return ABSENT;
  }

  private static long findTwoByte(byte[] buf, int from, int end, int id) {
    int at = from;
    while (at < end) {
      int found = buf[at] & 0xFF;
      if (found == 0) {
        at++; // padding
        continue;
      }
      if (at + 2 > end || at + 2 + (buf[at + 1] & 0xFF) > end) {
        return ABSENT;
      }
      int length = buf[at + 1] & 0xFF;
      if (found == id) {
        return located(at + 2, length);
      }
      at += 2 + length;
    }
    return ABSENT;
  }

  private static long located(int offset, int length) {
    return (long) offset << 8 | length;
  }

  /** Index of the data in what {@link #find} returned. */
  public static int dataOffset(long found) {
    return (int) (found >> 8);
  }

  /** Length in bytes of the data in what {@link #find} returned. */
  public static int dataLength(long found) {
    return (int) (found & 0xFF);
  }

  /**
   * The level a client measured itself (RFC 6464): 0 (overload) to 127 (silence) in -dBov, or
   * {@link #ABSENT}.
   */
  public static int audioLevel(byte[] buf, int off, int id) {
    long found = find(buf, off, id);
    return found == ABSENT || dataLength(found) < 1 ? ABSENT : buf[dataOffset(found)] & 0x7F;
  }

  /** The client says that there is voice in the packet; false too when it says nothing. */
  public static boolean voice(byte[] buf, int off, int id) {
    long found = find(buf, off, id);
    return found != ABSENT && dataLength(found) >= 1 && (buf[dataOffset(found)] & VOICE_BIT) != 0;
  }

  /**
   * Adds an audio level behind a header just written by {@link RtpHeader#write}.
   *
   * @param id 1-14
   * @param level 0 (overload) to 127 (silence) in -dBov
   * @return bytes added, {@link #AUDIO_LEVEL_BYTES}
   */
  public static int writeAudioLevel(byte[] buf, int off, int id, int level, boolean voice) {
    int at = off + RtpHeader.FIXED_BYTES;
    RtpHeader.setExtensionBit(buf, off);
    Bytes.putInt16(buf, at, ONE_BYTE_PROFILE);
    Bytes.putInt16(buf, at + 2, 1);
    buf[at + 4] = (byte) (id << 4); // length 1 is written as 0
    buf[at + 5] = (byte) ((voice ? VOICE_BIT : 0) | (level & 0x7F));
    Bytes.putInt16(buf, at + 6, 0);
    return AUDIO_LEVEL_BYTES;
  }
}
