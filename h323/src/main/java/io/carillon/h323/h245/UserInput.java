package io.carillon.h323.h245;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import java.util.Optional;

/** Keys that come as user input indications (H.245 clause B.14.8). */
final class UserInput {
  private static final String KEYS = "0123456789*#ABCD";

  /** More at once is no key press. */
  private static final int MOST_KEYS = 64;

  private UserInput() {}

  /** The keys in it, in their order; a hook flash and what is no key are left out. */
  static String keys(Chosen indication) {
    return switch (indication.name()) {
      case "alphanumeric" ->
          keys(Fields.fields().set("text", indication.value()).done().text("text"));
      case "extendedAlphanumeric" -> keys(indication.fields().text("alphanumeric"));
      case "signal" -> keys(indication.fields().text("signalType"));
      default -> ""; // signalUpdate says how long a key is still held, the rest is no key
    };
  }

  private static String keys(Optional<String> text) {
    StringBuilder keys = new StringBuilder();
    text.orElse("")
        .chars()
        .limit(MOST_KEYS)
        .map(Character::toUpperCase)
        .filter(key -> KEYS.indexOf(key) >= 0)
        .forEach(key -> keys.append((char) key));
    return keys.toString();
  }
}
