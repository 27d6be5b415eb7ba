package io.carillon.h323.per;

/**
 * What a message says, apart from how it is written: a tree of immutable values that compares by
 * content. Whoever reads one takes it apart by the accessors of {@link Fields} and {@link Chosen}.
 */
public sealed interface Value
    permits Chosen,
        Fields,
        Items,
        Value.Flag,
        Value.Nothing,
        Value.ObjectId,
        Value.Text,
        Value.Whole,
        Bits,
        Octets {

  /** NULL: says something by being there. */
  record Nothing() implements Value {}

  /** BOOLEAN. */
  record Flag(boolean set) implements Value {}

  /** INTEGER. */
  record Whole(long number) implements Value {}

  /** Any string of characters, and the name of an ENUMERATED. */
  record Text(String text) implements Value {}

  /** OBJECT IDENTIFIER as numbers with dots between. */
  record ObjectId(String dotted) implements Value {}

  static Value nothing() {
    return new Nothing();
  }

  static Value of(boolean set) {
    return new Flag(set);
  }

  static Value of(long number) {
    return new Whole(number);
  }

  static Value text(String text) {
    return new Text(text);
  }

  static Value objectId(String dotted) {
    return new ObjectId(dotted);
  }
}
