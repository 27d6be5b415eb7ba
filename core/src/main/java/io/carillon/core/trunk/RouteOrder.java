package io.carillon.core.trunk;

import io.carillon.core.connector.OriginationRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** In which order the routes of a connector are tried, as SRV records are (RFC 2782). */
final class RouteOrder {
  private RouteOrder() {}

  /** Smallest priority first; within one each route comes first as often as its weight says. */
  static List<OriginationRoute> of(List<OriginationRoute> routes, RandomGenerator random) {
    TreeMap<Integer, List<OriginationRoute>> byPriority = new TreeMap<>();
    routes.forEach(
        route -> byPriority.computeIfAbsent(route.priority(), p -> new ArrayList<>()).add(route));
    List<OriginationRoute> ordered = new ArrayList<>(routes.size());
    for (Map.Entry<Integer, List<OriginationRoute>> equals : byPriority.entrySet()) {
      List<OriginationRoute> left = equals.getValue();
      while (!left.isEmpty()) {
        ordered.add(left.remove(drawn(left, random)));
      }
    }
    return ordered;
  }

  private static int drawn(List<OriginationRoute> routes, RandomGenerator random) {
    int point = random.nextInt(routes.stream().mapToInt(OriginationRoute::weight).sum());
    int at = 0;
    while (point >= routes.get(at).weight()) {
      point -= routes.get(at).weight();
      at++;
    }
    return at;
  }
}
