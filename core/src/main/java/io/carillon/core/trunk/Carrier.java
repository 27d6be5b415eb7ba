package io.carillon.core.trunk;

import io.carillon.core.connector.CidrBlock;
import io.carillon.core.connector.OriginationRoute;
import io.carillon.core.connector.RouteProtocol;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A telephone company.
 *
 * @param ranges where its calls come from
 * @param routes where calls to it go, in the order to try
 * @param prefixes digits without the plus sign that numbers it is given begin with; empty for all
 * @param encryption of its media; every route is TLS when it is required
 * @param country whose dialling rules hold for numbers without a plus sign, ISO 3166-1 alpha-2
 * @param domain in the request-URI of calls to it, empty for the route's host
 */
public record Carrier(
    String name,
    List<CidrBlock> ranges,
    List<OriginationRoute> routes,
    List<String> prefixes,
    Optional<TrunkCredentials> credentials,
    Encryption encryption,
    String country,
    String domain) {
  public Carrier {
    Objects.requireNonNull(name, "name");
    ranges = List.copyOf(ranges);
    routes = List.copyOf(routes);
    prefixes = List.copyOf(prefixes);
    Objects.requireNonNull(credentials, "credentials");
    Objects.requireNonNull(encryption, "encryption");
    Objects.requireNonNull(country, "country");
    Objects.requireNonNull(domain, "domain");
    if (ranges.isEmpty() && routes.isEmpty()) {
      throw new IllegalArgumentException(
          "carriers." + name + ": neither cidr nor route is set; calls could go neither way");
    }
    for (OriginationRoute route : routes) {
      if (encryption.needsTls() && route.protocol() != RouteProtocol.TLS) {
        throw new IllegalArgumentException(
            "carriers."
                + name
                + ".route: "
                + RoutePlace.of(route).name()
                + " is not tls, which"
                + " carriers."
                + name
                + ".srtp asks for");
      }
    }
  }

  /** The length of the longest prefix that the number begins with; -1 when it is not given here. */
  int match(String number) {
    if (routes.isEmpty()) {
      return -1;
    }
    String digits = number.startsWith("+") ? number.substring(1) : number;
    return prefixes.isEmpty()
        ? 0
        : prefixes.stream().filter(digits::startsWith).mapToInt(String::length).max().orElse(-1);
  }
}
