package io.carillon.h323.per;

import java.util.List;
import java.util.stream.Stream;

/** SEQUENCE OF and SET OF. */
public record Items(List<Value> values) implements Value {

  public Items {
    values = List.copyOf(values);
  }

  public static Items of(Value... values) {
    return new Items(List.of(values));
  }

  /** Those that are of a kind, in their order. */
  public <T extends Value> Stream<T> each(Class<T> kind) {
    return values.stream().filter(kind::isInstance).map(kind::cast);
  }
}
