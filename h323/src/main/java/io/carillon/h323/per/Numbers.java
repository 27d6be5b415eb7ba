package io.carillon.h323.per;

/** Whole numbers and lengths as X.691 clause 10 writes them. */
final class Numbers {
  /**
   * Lengths from here on are sent in pieces; no message over TPKT has need of them, they are
   * refused.
   */
  static final int PIECE = 16_384;

  private static final int SMALL = 64;
  private static final int LONGEST_NUMBER = 8;

  private Numbers() {}

  /** A constrained whole number (10.5.7). */
  static long readWhole(BitReader in, long least, long most) throws PerException {
    long span = most - least;
    long value;
    if (span < 255) {
      value = in.bits(width(span));
    } else if (span < 65_536) {
      in.align();
      value = in.bits(span == 255 ? 8 : 16);
    } else {
      int octets = (int) in.bits(width(octets(span) - 1L)) + 1;
      in.align();
      value = in.bits(octets * 8);
    }
    if (value > span || value < 0) {
      throw new PerException("number over " + most);
    }
    return least + value;
  }

  static void writeWhole(BitWriter out, long value, long least, long most) {
    long span = most - least;
    long offset = value - least;
    if (span < 255) {
      out.bits(offset, width(span));
    } else if (span < 65_536) {
      out.align();
      out.bits(offset, span == 255 ? 8 : 16);
    } else {
      int octets = octets(offset);
      out.bits(octets - 1L, width(octets(span) - 1L));
      out.align();
      out.bits(offset, octets * 8);
    }
  }

  /** A number with a least value only (10.7). */
  static long readFrom(BitReader in, long least) throws PerException {
    int octets = numberLength(in);
    long value = in.bits(octets * 8);
    if (value < 0) {
      throw new PerException("number of more than 63 bits");
    }
    return least + value;
  }

  static void writeFrom(BitWriter out, long value, long least) {
    int octets = octets(value - least);
    writeLength(out, octets);
    out.bits(value - least, octets * 8);
  }

  /** A number without bounds, in two's complement (10.8). */
  static long readAny(BitReader in) throws PerException {
    int octets = numberLength(in);
    long value = in.bits(octets * 8);
    int unused = Long.SIZE - octets * 8;
    return value << unused >> unused;
  }

  static void writeAny(BitWriter out, long value) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(value < 0 ? ~value : value) + 1;
    int octets = bits + 7 >> 3;
    writeLength(out, octets);
    out.bits(value, octets * 8);
  }

  private static int numberLength(BitReader in) throws PerException {
    int octets = readLength(in);
    if (octets < 1 || octets > LONGEST_NUMBER) {
      throw new PerException("number of " + octets + " octets");
    }
    return octets;
  }

  /** A length without an upper bound (10.9.3.6-8). */
  static int readLength(BitReader in) throws PerException {
    in.align();
    if (!in.flag()) {
      return (int) in.bits(7);
    }
    if (in.flag()) {
      throw new PerException("value in pieces of " + PIECE);
    }
    return (int) in.bits(14);
  }

  static void writeLength(BitWriter out, int length) {
    out.align();
    if (length < 128) {
      out.bits(length, 8);
    } else if (length < PIECE) {
      out.bits(0x8000 | length, 16);
    } else {
      throw new IllegalArgumentException(
          "length " + length + ": only below " + PIECE + " can be sent");
    }
  }

  /** A normally small number (10.6): an index of an addition. */
  static int readSmall(BitReader in) throws PerException {
    if (!in.flag()) {
      return (int) in.bits(6);
    }
    long value = readFrom(in, 0);
    if (value > PIECE) {
      throw new PerException("addition " + value);
    }
    return (int) value;
  }

  static void writeSmall(BitWriter out, int value) {
    out.flag(value >= SMALL);
    if (value < SMALL) {
      out.bits(value, 6);
    } else {
      writeFrom(out, value, 0);
    }
  }

  /** A normally small length (10.9.3.4): how many additions. */
  static int readSmallLength(BitReader in) throws PerException {
    return in.flag() ? readLength(in) : (int) in.bits(6) + 1;
  }

  static void writeSmallLength(BitWriter out, int length) {
    out.flag(length > SMALL);
    if (length > SMALL) {
      writeLength(out, length);
    } else {
      out.bits(length - 1L, 6);
    }
  }

  /** How many bits hold every number from 0 to that. */
  static int width(long most) {
    return Long.SIZE - Long.numberOfLeadingZeros(most);
  }

  private static int octets(long value) {
    return Math.max(1, width(value) + 7 >> 3);
  }
}
