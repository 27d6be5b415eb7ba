package io.carillon.core.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carillon.core.connector.OriginationRoute;
import io.carillon.core.connector.RouteProtocol;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Priority and weight of routes. */
class RouteOrderPropertyTest {

  private static OriginationRoute route(int index, int priority, int weight) {
    return new OriginationRoute("h" + index + ".example", 0, RouteProtocol.UDP, priority, weight);
  }

  @Property(tries = 300)
  void eachRouteComesOnceAndPrioritiesRise(
      @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 100) Integer> numbers,
      @ForAll long seed) {
    List<OriginationRoute> routes =
        IntStream.range(0, numbers.size())
            .mapToObj(i -> route(i, 1 + numbers.get(i) % 3, numbers.get(i)))
            .toList();
    List<OriginationRoute> ordered = RouteOrder.of(routes, new Random(seed));
    assertThat(ordered).containsExactlyInAnyOrderElementsOf(routes);
    assertThat(ordered.stream().map(OriginationRoute::priority)).isSorted();
  }

  @Test
  void aRouteIsFirstAsOftenAsItsWeightSays() {
    List<OriginationRoute> routes = List.of(route(0, 1, 10), route(1, 1, 30), route(2, 1, 60));
    Random random = new Random(7);
    int[] first = new int[3];
    for (int i = 0; i < 10_000; i++) {
      first[routes.indexOf(RouteOrder.of(routes, random).getFirst())]++;
    }
    assertThat(first[0]).isCloseTo(1000, within(150));
    assertThat(first[1]).isCloseTo(3000, within(250));
    assertThat(first[2]).isCloseTo(6000, within(250));
  }
}
