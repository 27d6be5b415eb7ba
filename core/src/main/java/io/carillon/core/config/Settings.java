package io.carillon.core.config;

import java.util.List;
import java.util.Map;

/** Every setting of a schema with its value. Immutable. */
public final class Settings {
  private final Map<Setting<?>, Object> values;
  private final Map<String, List<String>> things;

  /**
   * @param things by what comes before their names, in the order they were set
   */
  Settings(Map<Setting<?>, Object> values, Map<String, List<String>> things) {
    this.values = Map.copyOf(values);
    this.things = Map.copyOf(things);
  }

  /**
   * The names for which such a setting was set, or another one of the same kind of things; in the
   * order they were set.
   *
   * @param setting one with NAME in its name
   */
  public List<String> names(Setting<?> setting) {
    return things.getOrDefault(setting.head(), List.of());
  }

  /** The value; its default when nobody set it. */
  @SuppressWarnings("unchecked") // SettingsReader stores what the setting's own type made
  public <T> T get(Setting<T> setting) {
    Object value = values.get(setting);
    if (value == null) {
      throw new IllegalArgumentException(setting.name() + " is not in this schema");
    }
    return (T) value;
  }
}
