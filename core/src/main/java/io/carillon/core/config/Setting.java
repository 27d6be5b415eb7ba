package io.carillon.core.config;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One setting of the schema.
 *
 * @param name dotted, lower case, such as {@code sip.tls.bind}
 * @param type what values it takes
 * @param defaultText its default as one would write it; empty is a value of its own
 * @param doc one or more sentences for the reference file
 */
public record Setting<T>(String name, SettingType<T> type, String defaultText, String doc) {
  private static final Pattern SEPARATOR = Pattern.compile("[.-]");

  public Setting {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(doc, "doc");
    type.parse(defaultText); // a default that is not allowed is a bug of ours
  }

  /** Its name in the environment: {@code sip.tls.bind} is CARILLON_SIP_TLS_BIND. */
  public String environmentName() {
    return "CARILLON_" + SEPARATOR.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
  }
}
