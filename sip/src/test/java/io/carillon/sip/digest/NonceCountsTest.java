package io.carillon.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.digest.NonceCounts.Use;
import io.carillon.sip.digest.Nonces.Nonce;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NonceCountsTest {

  @Property
  void noCountIsTakenTwice(@ForAll List<@IntRange(min = 1, max = 200) Integer> counts) {
    NonceCounts table = new NonceCounts(4);
    Nonce nonce = new Nonce(1, 1);
    Set<Integer> taken = new HashSet<>();
    int highest = 0;
    for (int count : counts) {
      boolean first = table.use(nonce, count) == Use.FIRST;
      boolean remembered = count > highest - 64;
      assertThat(first).isEqualTo(remembered && !taken.contains(count));
      if (first) {
        taken.add(count);
        highest = Math.max(highest, count);
      }
    }
  }

  @Test
  void whatIsDroppedForRoomCannotBeReplayed() {
    NonceCounts table = new NonceCounts(3);
    for (int made = 1; made <= 10; made++) {
      assertThat(table.use(new Nonce(made, made), 1)).isEqualTo(Use.FIRST);
    }

    assertThat(table.size()).isEqualTo(3);
    for (int made = 1; made <= 7; made++) {
      assertThat(table.use(new Nonce(made, made), 1)).isEqualTo(Use.FORGOTTEN);
      assertThat(table.use(new Nonce(made, 99), 1)).as("as old").isEqualTo(Use.FORGOTTEN);
    }
    assertThat(table.use(new Nonce(8, 8), 1)).isEqualTo(Use.REPLAYED);
    assertThat(table.use(new Nonce(8, 8), 2)).isEqualTo(Use.FIRST);
  }

  @Test
  void whatIsTooOldLeavesTheTable() {
    NonceCounts table = new NonceCounts(10);
    table.use(new Nonce(1, 1), 1);
    table.use(new Nonce(5, 1), 1);

    table.expire(5);

    assertThat(table.size()).isEqualTo(1);
    assertThat(table.use(new Nonce(1, 1), 1)).isEqualTo(Use.FORGOTTEN);
    assertThat(table.use(new Nonce(5, 1), 1)).isEqualTo(Use.REPLAYED);
  }
}
