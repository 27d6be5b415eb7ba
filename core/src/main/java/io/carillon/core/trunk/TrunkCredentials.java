package io.carillon.core.trunk;

import java.util.Objects;

/** A user name and password with which a carrier's digest challenges are answered. */
public record TrunkCredentials(String user, String password) {
  public TrunkCredentials {
    Objects.requireNonNull(user, "user");
    Objects.requireNonNull(password, "password");
  }

  /** The password stays out of logs. */
  @Override
  public String toString() {
    return "TrunkCredentials[" + user + "]";
  }
}
