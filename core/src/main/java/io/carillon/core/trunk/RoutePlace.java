package io.carillon.core.trunk;

import io.carillon.core.connector.HostPort;
import io.carillon.core.connector.OriginationRoute;
import io.carillon.core.connector.RouteProtocol;
import java.util.Locale;

/**
 * Where a route leads, without its priority and weight: what routes share that are checked
 * together.
 *
 * @param host numeric address (IPv6 without brackets) or DNS name, lower case
 * @param port 1-65535, or 0: DNS decides
 */
public record RoutePlace(String host, int port, RouteProtocol transport) {

  public static RoutePlace of(OriginationRoute route) {
    return new RoutePlace(route.host().toLowerCase(Locale.ROOT), route.port(), route.protocol());
  }

  /** Its name in metrics and logs: {@code 192.0.2.1:5060/udp}, {@code pbx.example.com/tls}. */
  public String name() {
    return HostPort.text(host, port) + "/" + transport;
  }
}
