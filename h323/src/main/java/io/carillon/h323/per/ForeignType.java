package io.carillon.h323.per;

/**
 * A type of another system than H.323 that the Recommendations share. PER gives no way to pass over
 * it, so a message that has one is refused.
 */
final class ForeignType extends Type {
  static final Type FOREIGN = new ForeignType();

  private ForeignType() {}

  @Override
  Value read(BitReader in) throws PerException {
    throw new PerException("not used in H.323");
  }

  @Override
  void write(BitWriter out, Value value) {
    throw new IllegalArgumentException("not used in H.323");
  }
}
