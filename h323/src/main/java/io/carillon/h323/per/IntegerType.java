package io.carillon.h323.per;

/** INTEGER (X.691 clause 13). */
final class IntegerType extends Type {
  static final long NO_LEAST = Long.MIN_VALUE;
  static final long NO_MOST = Long.MAX_VALUE;

  private final long least;
  private final long most;
  private final boolean extensible;

  /**
   * @param least {@link #NO_LEAST} when there are no bounds
   * @param most {@link #NO_MOST} when there is no upper bound
   * @param extensible values out of the bounds are allowed too
   */
  IntegerType(long least, long most, boolean extensible) {
    if (most < least) {
      throw new IllegalArgumentException(least + " to " + most);
    }
    this.least = least;
    this.most = most;
    this.extensible = extensible;
  }

  @Override
  Value read(BitReader in) throws PerException {
    if (least == NO_LEAST || extensible && in.flag()) {
      return Value.of(Numbers.readAny(in));
    }
    return Value.of(
        most == NO_MOST ? Numbers.readFrom(in, least) : Numbers.readWhole(in, least, most));
  }

  @Override
  void write(BitWriter out, Value value) {
    long number = as(Value.Whole.class, value).number();
    boolean within = number >= least && number <= most;
    if (!within && !extensible) {
      throw new IllegalArgumentException(number + " is not within " + least + ".." + most);
    }
    if (extensible) {
      out.flag(!within);
    }
    if (!within || least == NO_LEAST) {
      Numbers.writeAny(out, number);
    } else if (most == NO_MOST) {
      Numbers.writeFrom(out, number, least);
    } else {
      Numbers.writeWhole(out, number, least, most);
    }
  }
}
