package io.carillon.h323.per;

import java.util.ArrayList;
import java.util.List;

/** SEQUENCE OF and SET OF (X.691 clauses 19 and 21). */
final class ListType extends Type {
  private final Size size;
  private final Type element;

  ListType(Size size, Type element) {
    this.size = size;
    this.element = element;
  }

  @Override
  Value read(BitReader in) throws PerException {
    int count = size.read(in);
    List<Value> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(element.readWithin(in));
    }
    return new Items(values);
  }

  @Override
  void write(BitWriter out, Value value) {
    List<Value> values = as(Items.class, value).values();
    size.write(out, values.size());
    for (Value each : values) {
      element.write(out, each);
    }
  }
}
