package io.carillon.h323.per;

import java.util.List;

/**
 * ENUMERATED with an extension marker (X.691 clause 14); an addition is read as {@code #} and its
 * number.
 */
final class EnumeratedType extends Type {
  private static final String UNKNOWN = "#";

  private final List<String> names;

  EnumeratedType(String... names) {
    this.names = List.of(names);
  }

  @Override
  Value read(BitReader in) throws PerException {
    if (in.flag()) {
      return Value.text(UNKNOWN + Numbers.readSmall(in));
    }
    return Value.text(names.get((int) Numbers.readWhole(in, 0, names.size() - 1L)));
  }

  @Override
  void write(BitWriter out, Value value) {
    String name = as(Value.Text.class, value).text();
    int index = names.indexOf(name);
    boolean unknown = name.startsWith(UNKNOWN);
    if (index < 0 && !unknown) {
      throw new IllegalArgumentException(name + " is none of " + names);
    }
    out.flag(unknown);
    if (unknown) {
      Numbers.writeSmall(out, Integer.parseInt(name.substring(UNKNOWN.length())));
      return;
    }
    Numbers.writeWhole(out, index, 0, names.size() - 1L);
  }
}
