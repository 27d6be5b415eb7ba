package io.carillon.core.connector;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks that several records share; each failure says what, which value, and what is allowed. */
final class Rules {
  private static final Pattern CONNECTOR_ID = Pattern.compile("[a-z0-9]{21,22}");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9 _.-]{1,256}");
  private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,32}");
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final int LONGEST_SHOWN = 80;

  private Rules() {}

  static void connectorId(String what, String value) {
    matches(CONNECTOR_ID, what, value, "22 lower-case letters and digits");
  }

  static void name(String what, String value) {
    matches(NAME, what, value, "1-256 letters, digits, spaces, and . _ -");
  }

  static void region(String what, String value) {
    matches(REGION, what, value, "a region name such as us-east-1");
  }

  static void e164(String what, String value) {
    matches(E164, what, value, "an E.164 number such as +12065550100");
  }

  static void country(String what, String value) {
    check(
        COUNTRIES.contains(Objects.requireNonNull(value, what)),
        what,
        value,
        "an ISO 3166-1 alpha-2 code such as US");
  }

  static void matches(Pattern pattern, String what, String value, String allowed) {
    check(pattern.matcher(Objects.requireNonNull(value, what)).matches(), what, value, allowed);
  }

  static void between(String what, long value, long least, long most) {
    check(
        value >= least && value <= most,
        what,
        Long.toString(value),
        "a whole number from " + least + " to " + most);
  }

  static void atMost(String what, List<?> list, int most) {
    if (list.size() > most) {
      throw new IllegalArgumentException(
          what + ": at most " + most + " are allowed, not " + list.size());
    }
  }

  /** Each once. */
  static void distinct(String what, List<?> list) {
    Set<Object> seen = new HashSet<>();
    for (Object element : list) {
      if (!seen.add(element)) {
        throw new IllegalArgumentException(what + ": " + element + " stands there twice");
      }
    }
  }

  static void check(boolean allowed, String what, String value, String allowedAre) {
    if (!allowed) {
      throw new IllegalArgumentException(
          what + ": \"" + shortened(value) + "\" is not allowed; allowed: " + allowedAre);
    }
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
  }
}
