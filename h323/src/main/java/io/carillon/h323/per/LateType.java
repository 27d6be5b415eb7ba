package io.carillon.h323.per;

import java.util.function.Supplier;

/** A type that is looked up when it is used, because it is declared later or contains itself. */
final class LateType extends Type {
  private final Supplier<Type> type;

  LateType(Supplier<Type> type) {
    this.type = type;
  }

  @Override
  Value read(BitReader in) throws PerException {
    return type.get().read(in);
  }

  @Override
  void write(BitWriter out, Value value) {
    type.get().write(out, value);
  }
}
