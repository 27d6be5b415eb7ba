package io.carillon.h323.per;

import java.util.Arrays;

/** Writes bits, most significant first, into an array that grows. */
final class BitWriter {
  private byte[] data = new byte[128];
  private int position;

  void flag(boolean set) {
    bits(set ? 1 : 0, 1);
  }

  /**
   * @param count 0-64; only so many low bits of the value are written
   */
  void bits(long value, int count) {
    room(count);
    for (int left = count - 1; left >= 0; left--) {
      if ((value >> left & 1) != 0) {
        data[position >> 3] |= (byte) (0x80 >> (position & 7));
      }
      position++;
    }
  }

  void align() {
    room(8);
    position = position + 7 & ~7;
  }

  /** Whole octets, at an octet's border. */
  void octets(byte[] octets) {
    room(octets.length * 8);
    System.arraycopy(octets, 0, data, position >> 3, octets.length);
    position += octets.length * 8;
  }

  /** What was written, filled up to a whole octet; one octet at least (X.691 10.1.3). */
  byte[] toBytes() {
    return Arrays.copyOf(data, Math.max(1, position + 7 >> 3));
  }

  private void room(int bits) {
    int needed = (position + bits + 7 >> 3) + 1;
    if (needed > data.length) {
      data = Arrays.copyOf(data, Math.max(needed, data.length * 2));
    }
  }
}
