package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class NumberGapsTest {

  @Property
  void gapsAreCountedUpToAnyNumberThatIsRememberedAndNeverMoreThanThereAre(
      @ForAll @Size(max = 200) List<@IntRange(min = 1, max = 5) Integer> steps) {
    NumberGaps gaps = new NumberGaps();
    long[] before = new long[1 + steps.stream().mapToInt(Integer::intValue).sum()];
    int number = 0;
    for (int step : steps) {
      long free = before[number];
      for (int i = 1; i < step; i++) {
        before[number + i] = free; // not known before the number behind them is used
      }
      number += step;
      before[number] = free + step - 1;
      gaps.used(number, step - 1);
    }

    for (int covered = 0; covered <= number; covered++) {
      assertThat(gaps.among(covered)).isEqualTo(before[covered]);
    }
    assertThat(gaps.total()).isEqualTo(before[number]);
  }

  @Test
  void aPacketThatComesLateFillsItsPlace() {
    NumberGaps gaps = new NumberGaps();
    gaps.used(1, 0);
    gaps.used(4, 2);
    gaps.used(4, -1);

    assertThat(gaps.among(4)).isEqualTo(1);
    assertThat(gaps.among(3)).isZero();
  }

  @Test
  void whatIsTooLongAgoIsTheOldestThatIsRemembered() {
    NumberGaps gaps = new NumberGaps();
    for (int n = 1; n <= 1000; n++) {
      gaps.used(2L * n, 1);
    }

    assertThat(gaps.among(2000)).isEqualTo(1000);
    assertThat(gaps.among(1998)).isEqualTo(999);
    assertThat(gaps.among(10)).isBetween(5L, 10L);
  }
}
