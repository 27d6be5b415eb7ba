package io.carillon.h323.per;

/**
 * How many elements, octets, bits or characters a value may have: the SIZE constraint.
 *
 * @param most {@link #UNBOUNDED} when there is no upper bound
 */
record Size(int least, int most) {
  static final int UNBOUNDED = Integer.MAX_VALUE;
  static final Size ANY = new Size(0, UNBOUNDED);

  /** Bounds from here on do not shorten the encoding of a length (X.691 10.9.4.1). */
  private static final int UNHELPFUL = 65_536;

  Size {
    if (least < 0 || most < least) {
      throw new IllegalArgumentException("size " + least + " to " + most);
    }
  }

  boolean fixed() {
    return least == most && most < UNHELPFUL;
  }

  int read(BitReader in) throws PerException {
    int length =
        most < UNHELPFUL ? (int) Numbers.readWhole(in, least, most) : Numbers.readLength(in);
    if (length < least || length > most) {
      throw new PerException("size " + length + " is not within " + this);
    }
    return length;
  }

  void write(BitWriter out, int length) {
    if (length < least || length > most) {
      throw new IllegalArgumentException("size " + length + " is not within " + this);
    }
    if (most < UNHELPFUL) {
      Numbers.writeWhole(out, length, least, most);
    } else {
      Numbers.writeLength(out, length);
    }
  }

  @Override
  public String toString() {
    return least + ".." + (most == UNBOUNDED ? "" : most);
  }
}
