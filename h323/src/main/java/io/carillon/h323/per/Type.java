package io.carillon.h323.per;

/**
 * A type of ASN.1, declared once: the same declaration reads and writes its values. Immutable and
 * thread-safe. {@link Types} makes them.
 */
public abstract sealed class Type
    permits BitsType,
        ChoiceType,
        EnumeratedType,
        ForeignType,
        IntegerType,
        LateType,
        ListType,
        OctetsType,
        PlainType,
        SequenceType,
        TextType {

  /**
   * Reads a value from a whole message. What follows it is left alone: senders fill up.
   *
   * @throws PerException when the bytes are no encoding of this type, or cost more than the limits
   */
  public final Value decode(byte[] message, Limits limits) throws PerException {
    return readWithin(new BitReader(message, limits));
  }

  /**
   * Writes a value.
   *
   * @throws IllegalArgumentException when it is no value of this type
   */
  public final byte[] encode(Value value) {
    BitWriter out = new BitWriter();
    write(out, value);
    return out.toBytes();
  }

  /** Reads one value and counts it. */
  final Value readWithin(BitReader in) throws PerException {
    in.enter();
    Value value = read(in);
    in.leave();
    return value;
  }

  abstract Value read(BitReader in) throws PerException;

  abstract void write(BitWriter out, Value value);

  /** The value as what this type has, or the error of whoever made it. */
  final <T extends Value> T as(Class<T> kind, Value value) {
    if (!kind.isInstance(value)) {
      throw new IllegalArgumentException(value + " is no " + kind.getSimpleName());
    }
    return kind.cast(value);
  }
}
