package io.carillon.core.connector;

import java.util.List;

/**
 * Where inbound calls go, from the telephone network to the customer's PBX.
 *
 * @param routes 1-20, each place once, in the order they were given
 * @param disabled inbound calls are refused
 */
public record Origination(List<OriginationRoute> routes, boolean disabled) {
  public static final int MAX_ROUTES = 20;

  public Origination {
    routes = List.copyOf(routes);
    if (routes.isEmpty()) {
      throw new IllegalArgumentException("routes: at least one is needed");
    }
    Rules.atMost("routes", routes, MAX_ROUTES);
    for (int i = 0; i < routes.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (routes.get(i).sameTarget(routes.get(j))) {
          throw new IllegalArgumentException(
              "routes: " + routes.get(j) + " and " + routes.get(i) + " lead to the same place");
        }
      }
    }
  }
}
