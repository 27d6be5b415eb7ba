package io.carillon.core.config;

/**
 * An unknown or bad setting: the message names it, its value, where it stands and what is allowed.
 */
public final class SettingException extends Exception {
  private static final long serialVersionUID = 1;

  public SettingException(String message) {
    super(message);
  }
}
