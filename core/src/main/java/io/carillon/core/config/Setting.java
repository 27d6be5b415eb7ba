package io.carillon.core.config;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One setting of the schema. One that each of several named things has, such as {@code
 * carriers.NAME.cidr}, has the word NAME in the place of the name; {@link #of} gives the setting of
 * one of them.
 *
 * @param name dotted, lower case, such as {@code sip.tls.bind}
 * @param type what values it takes
 * @param defaultText its default as one would write it; empty is a value of its own
 * @param doc one or more sentences for the reference file
 */
public record Setting<T>(String name, SettingType<T> type, String defaultText, String doc) {
  private static final Pattern SEPARATOR = Pattern.compile("[.-]");
  private static final Pattern THING = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final String NAME = "NAME";

  public Setting {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(doc, "doc");
    type.parse(defaultText); // a default that is not allowed is a bug of ours
  }

  /** Its name in the environment: {@code sip.tls.bind} is CARILLON_SIP_TLS_BIND. */
  public String environmentName() {
    return "CARILLON_" + SEPARATOR.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
  }

  /** Whether each of several named things has this setting. */
  public boolean named() {
    return name.contains("." + NAME + ".");
  }

  /** What comes before the thing's name: {@code carriers.} of {@code carriers.NAME.cidr}. */
  String head() {
    return name.substring(0, name.indexOf(NAME));
  }

  static boolean isThing(String name) {
    return THING.matcher(name).matches();
  }

  /** Of the thing with that name. */
  public Setting<T> of(String thing) {
    if (!isThing(thing)) {
      throw new IllegalArgumentException(
          thing + ": names are 1-32 lower-case letters, digits and dashes, a letter first");
    }
    return new Setting<>(name.replace(NAME, thing), type, defaultText, doc);
  }

  /** The name of the thing whose setting that is; empty when it is another setting. */
  Optional<String> thingOf(String settingName) {
    return between(settingName, name).filter(Setting::isThing);
  }

  /** As {@link #thingOf}, of a name in the environment. */
  Optional<String> thingOfVariable(String variable) {
    return between(variable, environmentName())
        .map(thing -> thing.toLowerCase(Locale.ROOT).replace('_', '-'))
        .filter(Setting::isThing);
  }

  private static Optional<String> between(String text, String pattern) {
    int at = pattern.indexOf(NAME);
    String before = pattern.substring(0, at);
    String after = pattern.substring(at + NAME.length());
    return text.length() > pattern.length() - NAME.length()
            && text.startsWith(before)
            && text.endsWith(after)
        ? Optional.of(text.substring(at, text.length() - after.length()))
        : Optional.empty();
  }
}
