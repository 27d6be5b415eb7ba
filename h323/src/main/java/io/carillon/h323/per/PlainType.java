package io.carillon.h323.per;

/**
 * Types that have no constraints: BOOLEAN, NULL and OBJECT IDENTIFIER (X.691 clauses 12, 17, 23).
 */
final class PlainType extends Type {
  static final Type BOOLEAN = new PlainType(Kind.BOOLEAN);
  static final Type NULL = new PlainType(Kind.NULL);
  static final Type OBJECT_IDENTIFIER = new PlainType(Kind.OBJECT_IDENTIFIER);

  private enum Kind {
    BOOLEAN,
    NULL,
    OBJECT_IDENTIFIER
  }

  private final Kind kind;

  private PlainType(Kind kind) {
    this.kind = kind;
  }

  @Override
  Value read(BitReader in) throws PerException {
    return switch (kind) {
      case BOOLEAN -> Value.of(in.flag());
      case NULL -> Value.nothing();
      case OBJECT_IDENTIFIER -> Value.objectId(ObjectIds.read(in.octets(Numbers.readLength(in))));
    };
  }

  @Override
  void write(BitWriter out, Value value) {
    switch (kind) {
      case BOOLEAN -> out.flag(as(Value.Flag.class, value).set());
      case NULL -> as(Value.Nothing.class, value);
      case OBJECT_IDENTIFIER ->
          OctetsType.writeOpen(out, ObjectIds.write(as(Value.ObjectId.class, value).dotted()));
    }
  }
}
