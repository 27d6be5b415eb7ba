package io.carillon.core.connector;

import java.util.Locale;

/** How a route's host is reached. */
public enum RouteProtocol {
  UDP,
  TCP,
  TLS;

  /** Its name without regard to case. */
  static RouteProtocol parse(String text) {
    for (RouteProtocol protocol : values()) {
      if (protocol.name().equalsIgnoreCase(text)) {
        return protocol;
      }
    }
    throw new IllegalArgumentException(
        "protocol: \"" + text + "\" is not allowed; allowed: udp, tcp, tls");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
