package io.carillon.h323.h225;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Value;
import java.util.List;
import java.util.Optional;

/** AliasAddress (H.225.0 7.6) as the text somebody dialled or is known by. */
final class Aliases {
  private static final int LONGEST = 128;

  private Aliases() {}

  /** The texts of those that have one, in their order, at most 128 characters of each. */
  static List<String> texts(Fields message, String name) {
    return message.each(name, Chosen.class).flatMap(alias -> text(alias).stream()).toList();
  }

  private static Optional<String> text(Chosen alias) {
    return switch (alias.name()) {
      case "dialedDigits", "h323-ID", "url-ID", "email-ID" -> text(alias.value());
      case "partyNumber" ->
          alias.value() instanceof Chosen number
              ? number.fields().text("publicNumberDigits").or(() -> privateDigits(number))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<String> privateDigits(Chosen number) {
    return number.fields().text("privateNumberDigits");
  }

  /** Without control characters, such as the NUL that some end a name with. */
  private static Optional<String> text(Value value) {
    if (!(value instanceof Value.Text text)) {
      return Optional.empty();
    }
    String clean = text.text().replaceAll("\\p{Cntrl}", "").strip();
    String bounded = clean.substring(0, Math.min(LONGEST, clean.length()));
    return bounded.isEmpty() ? Optional.empty() : Optional.of(bounded);
  }
}
