package io.carillon.media.matroska;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer of EBML elements (RFC 8794): IDs, sizes, and values. Masters get their size when
 * they end. Used by one thread at a time.
 */
final class Ebml {
  /** Sizes of masters are written in four bytes: values up to 2^28 - 2. */
  private static final int MASTER_SIZE_BYTES = 4;

  private byte[] buf;
  private int length;

  Ebml(int capacity) {
    buf = new byte[capacity];
  }

  void clear() {
    length = 0;
  }

  byte[] toBytes() {
    return Arrays.copyOf(buf, length);
  }

  /** Begins a master; the result goes to {@link #end}. */
  int begin(int id) {
    id(id);
    need(MASTER_SIZE_BYTES);
    length += MASTER_SIZE_BYTES;
    return length;
  }

  /** Begins a master that goes on to the end of the file or the next one at its level. */
  void beginUnknownSize(int id) {
    id(id);
    big(0x01FF_FFFF_FFFF_FFFFL, 8);
  }

  void end(int begun) {
    int size = length - begun;
    buf[begun - 4] = (byte) (0x10 | size >> 24);
    buf[begun - 3] = (byte) (size >> 16);
    buf[begun - 2] = (byte) (size >> 8);
    buf[begun - 1] = (byte) size;
  }

  void uint(int id, long value) {
    id(id);
    int bytes = Math.max(1, (71 - Long.numberOfLeadingZeros(value)) / 8);
    size(bytes);
    big(value, bytes);
  }

  void float64(int id, double value) {
    id(id);
    size(8);
    big(Double.doubleToLongBits(value), 8);
  }

  void string(int id, String value) {
    binary(id, value.getBytes(StandardCharsets.UTF_8));
  }

  void binary(int id, byte[] value) {
    id(id);
    size(value.length);
    need(value.length);
    System.arraycopy(value, 0, buf, length, value.length);
    length += value.length;
  }

  /** ID and size of an element whose content follows by {@link #raw} and {@link #samples}. */
  void header(int id, int contentBytes) {
    id(id);
    size(contentBytes);
  }

  void raw(long value, int bytes) {
    big(value, bytes);
  }

  /** 16-bit samples, little-endian. */
  void samples(short[] pcm, int from, int count) {
    need(2 * count);
    for (int i = 0; i < count; i++) {
      buf[length++] = (byte) pcm[from + i];
      buf[length++] = (byte) (pcm[from + i] >> 8);
    }
  }

  private void id(int id) {
    big(Integer.toUnsignedLong(id), (39 - Integer.numberOfLeadingZeros(id)) / 8);
  }

  /** A data size in as few bytes as it takes; all ones would say unknown. */
  private void size(int size) {
    int bytes = 1;
    while (size >= (1L << 7 * bytes) - 1) {
      bytes++;
    }
    big(1L << 7 * bytes | size, bytes);
  }

  private void big(long value, int bytes) {
    need(bytes);
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      buf[length++] = (byte) (value >> shift);
    }
  }

  private void need(int more) {
    if (length + more > buf.length) {
      buf = Arrays.copyOf(buf, Math.max(2 * buf.length, length + more));
    }
  }
}
