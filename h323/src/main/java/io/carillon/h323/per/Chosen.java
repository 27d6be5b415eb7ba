package io.carillon.h323.per;

import java.util.Objects;

/**
 * CHOICE: which alternative, and its value.
 *
 * @param name the alternative's name; of one that the type does not know {@code #} and its number
 *     among the additions, its value being {@link Octets} then
 */
public record Chosen(String name, Value value) implements Value {

  public Chosen {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  /** An alternative that says all by its name. */
  public static Chosen of(String name) {
    return new Chosen(name, Value.nothing());
  }

  public boolean is(String alternative) {
    return name.equals(alternative);
  }

  /** The value where it is a SEQUENCE, none of its components otherwise. */
  public Fields fields() {
    return value instanceof Fields fields ? fields : Fields.NONE;
  }
}
