package io.carillon.h323.per;

import java.util.Arrays;

/**
 * Reads bits, most significant first, from a part of an array. What lies within an open type is
 * read by another over the same array.
 */
final class BitReader {
  private final byte[] data;
  private final Spent spent;
  private final int start;
  private final int end;
  private int position;

  BitReader(byte[] data, Limits limits) {
    this(data, new Spent(limits), 0, data.length * 8);
  }

  private BitReader(byte[] data, Spent spent, int start, int end) {
    this.data = data;
    this.spent = spent;
    this.start = start;
    this.end = end;
    this.position = start;
  }

  boolean flag() throws PerException {
    return bits(1) == 1;
  }

  /**
   * @param count 0-64
   */
  long bits(int count) throws PerException {
    need(count);
    long value = 0;
    int left = count;
    while (left > 0) {
      int within = position & 7;
      int taken = Math.min(8 - within, left);
      int octet = data[position >> 3] & 0xff;
      value = value << taken | octet >> 8 - within - taken & (1 << taken) - 1;
      position += taken;
      left -= taken;
    }
    return value;
  }

  /** Goes on at the next whole octet of the message or open type. */
  void align() throws PerException {
    int over = position - start & 7;
    if (over != 0) {
      need(8 - over);
      position += 8 - over;
    }
  }

  /** Whole octets, at an octet's border. */
  byte[] octets(int count) throws PerException {
    needOctets(count);
    int from = position >> 3;
    position += count * 8;
    return Arrays.copyOfRange(data, from, from + count);
  }

  /** A reader of the next whole octets, which this one leaves behind. */
  BitReader part(int octets) throws PerException {
    needOctets(octets);
    int from = position;
    position += octets * 8;
    return new BitReader(data, spent, from, position);
  }

  void skip(int octets) throws PerException {
    needOctets(octets);
    position += octets * 8;
  }

  /** One more value begins, within those that have not ended. */
  void enter() throws PerException {
    spent.values++;
    spent.depth++;
    if (spent.depth > spent.limits.depth()) {
      throw new PerException("more than " + spent.limits.depth() + " values within one another");
    }
    if (spent.values > spent.limits.values()) {
      throw new PerException("more than " + spent.limits.values() + " values");
    }
  }

  void leave() {
    spent.depth--;
  }

  private void need(int bits) throws PerException {
    if (bits > end - position) {
      throw new PerException("ends " + (bits - (end - position)) + " bits too early");
    }
  }

  private void needOctets(int octets) throws PerException {
    if (octets * 8L > end - position) {
      throw new PerException("ends within " + octets + " octets");
    }
  }

  /** What a message has cost so far, shared by the readers of its open types. */
  private static final class Spent {
    private final Limits limits;
    private int depth;
    private int values;

    Spent(Limits limits) {
      this.limits = limits;
    }
  }
}
