package io.carillon.core.config;

import java.util.Map;

/** Every setting of a schema with its value. Immutable. */
public final class Settings {
  private final Map<Setting<?>, Object> values;

  Settings(Map<Setting<?>, Object> values) {
    this.values = Map.copyOf(values);
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
