package io.carillon.sip.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carillon.sip.dns.ResourceRecord.Srv;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SrvOrderTest {
  private static final int DRAWS = 20_000;

  private static Srv srv(int priority, int weight, String target) {
    return new Srv(priority, weight, 5060, target);
  }

  @Test
  void theFirstOfEqualsIsDrawnAsOftenAsItsWeightSays() {
    Random random = new Random(42);
    List<Srv> records = List.of(srv(1, 10, "a"), srv(1, 30, "b"), srv(1, 60, "c"), srv(1, 0, "z"));

    Map<String, Long> first =
        IntStream.range(0, DRAWS)
            .mapToObj(i -> SrvOrder.of(records, random).getFirst().target())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(first.get("a") / (double) DRAWS).isCloseTo(0.10, within(0.01));
    assertThat(first.get("b") / (double) DRAWS).isCloseTo(0.30, within(0.015));
    assertThat(first.get("c") / (double) DRAWS).isCloseTo(0.60, within(0.015));
    assertThat(first.get("z") / (double) DRAWS).isCloseTo(0.01, within(0.005));
  }

  @Test
  void aLowerPriorityNumberAlwaysComesFirst() {
    List<Srv> records = List.of(srv(20, 65535, "late"), srv(10, 0, "early"), srv(10, 1, "early2"));

    for (int seed = 0; seed < 100; seed++) {
      assertThat(SrvOrder.of(records, new Random(seed)).getLast().target()).isEqualTo("late");
    }
  }

  @Property
  void everyRecordComesOnce(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 65535) Integer> weights,
      @ForAll long seed) {
    List<Srv> records =
        IntStream.range(0, weights.size())
            .mapToObj(i -> srv(weights.get(i) % 3, weights.get(i), "h" + i))
            .toList();

    assertThat(SrvOrder.of(records, new Random(seed))).containsExactlyInAnyOrderElementsOf(records);
  }
}
