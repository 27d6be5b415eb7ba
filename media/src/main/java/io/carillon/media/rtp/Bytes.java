package io.carillon.media.rtp;

/** Numbers in network byte order inside byte arrays. Stateless, no allocation. */
public final class Bytes {

  private Bytes() {}

  public static int uint16(byte[] buf, int off) {
    return (buf[off] & 0xFF) << 8 | (buf[off + 1] & 0xFF);
  }

  public static int int32(byte[] buf, int off) {
    return (buf[off] & 0xFF) << 24
        | (buf[off + 1] & 0xFF) << 16
        | (buf[off + 2] & 0xFF) << 8
        | (buf[off + 3] & 0xFF);
  }

  public static long uint32(byte[] buf, int off) {
    return int32(buf, off) & 0xFFFF_FFFFL;
  }

  public static long int64(byte[] buf, int off) {
    return uint32(buf, off) << 32 | uint32(buf, off + 4);
  }

  /** Writes the lower 16 bits of the value. */
  public static void putInt16(byte[] buf, int off, int value) {
    buf[off] = (byte) (value >> 8);
    buf[off + 1] = (byte) value;
  }

  public static void putInt32(byte[] buf, int off, int value) {
    buf[off] = (byte) (value >> 24);
    buf[off + 1] = (byte) (value >> 16);
    buf[off + 2] = (byte) (value >> 8);
    buf[off + 3] = (byte) value;
  }

  public static void putInt64(byte[] buf, int off, long value) {
    putInt32(buf, off, (int) (value >> 32));
    putInt32(buf, off + 4, (int) value);
  }
}
