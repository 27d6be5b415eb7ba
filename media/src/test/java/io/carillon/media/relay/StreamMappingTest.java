package io.carillon.media.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StreamMappingTest {
  private static final int THEIRS = 1;
  private static final int OURS = 2;

  private final StreamMapping mapping = new StreamMapping();

  @Test
  void keepsLossAndReorderingVisible() {
    mapping.anchor(THEIRS, 65534, 1000, OURS, 10, 5000);

    assertThat(mapping.take(65534)).isEqualTo(1);
    assertThat(mapping.sequence(65534)).isEqualTo(10);
    assertThat(mapping.take(1)).as("after two lost ones and the wrap").isEqualTo(3);
    assertThat(mapping.sequence(1)).isEqualTo(13);
    assertThat(mapping.take(0)).as("late").isZero();
    assertThat(mapping.sequence(0)).isEqualTo(12);
    assertThat(mapping.take(0)).as("twice").isEqualTo(StreamMapping.USED);
    assertThat(mapping.timestamp(1480)).isEqualTo(5480);
  }

  @Test
  void neverUsesWhatWasUsedBeforeTheAnchor() {
    mapping.anchor(THEIRS, 100, 0, OURS, 50, 0);
    assertThat(mapping.take(100)).isEqualTo(1);
    assertThat(mapping.take(99)).isEqualTo(StreamMapping.USED);
  }

  @Test
  void closesUpBehindWhatIsLeftOut() {
    mapping.anchor(THEIRS, 100, 0, OURS, 50, 0);
    mapping.take(100);
    mapping.leaveOut(); // 101
    mapping.take(102);
    assertThat(mapping.sequence(102)).isEqualTo(51);
  }

  @Test
  void knowsANewBeginning() {
    assertThat(mapping.continues(THEIRS, 1, OURS)).isFalse();
    mapping.anchor(THEIRS, 100, 0, OURS, 50, 0);
    mapping.take(100);
    assertThat(mapping.continues(THEIRS, 101, OURS)).isTrue();
    assertThat(mapping.continues(THEIRS, 5000, OURS)).isFalse();
    assertThat(mapping.continues(9, 101, OURS)).isFalse();
    assertThat(mapping.continues(THEIRS, 101, 9)).isFalse();
    mapping.release();
    assertThat(mapping.continues(THEIRS, 101, OURS)).isFalse();
  }

  /** Whatever comes, in whatever order: an SRTP key stream is used once. */
  @Property(tries = 200)
  void usesNoNumberTwice(
      @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 120) Integer> numbers) {
    StreamMapping fresh = new StreamMapping(); // an instance of the test serves all tries
    Set<Long> used = new HashSet<>();
    long next = 7; // extended by the wraps, as an SRTP index is
    for (int number : numbers) {
      if (number == 120) {
        fresh.leaveOut();
        continue;
      }
      int sequence = number * 600 / 7 & 0xFFFF;
      if (!fresh.continues(THEIRS, sequence, OURS)) {
        fresh.anchor(THEIRS, sequence, 0, OURS, (int) next & 0xFFFF, 0);
      }
      int step = fresh.take(sequence);
      if (step != StreamMapping.USED) {
        next += step;
        long index = next - 1 + (short) (fresh.sequence(sequence) - (next - 1));
        assertThat(used.add(index)).isTrue();
      }
    }
  }
}
