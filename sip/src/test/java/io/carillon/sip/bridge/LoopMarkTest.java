package io.carillon.sip.bridge;

import static io.carillon.sip.bridge.Headers.of;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.bridge.LoopMark.Passed;
import io.carillon.sip.bridge.LoopMark.Stopped;
import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LoopMarkTest {
  private final LoopMark marks = new LoopMark(new Random(1));

  private Passed passed(List<HeaderLine> headers, String to) {
    return (Passed) marks.check(headers, "+1", to);
  }

  @Test
  void oneHopIsUsedUp() {
    assertThat(passed(of("Max-Forwards: 70"), "+2").maxForwards()).isEqualTo(69);
    assertThat(passed(of("Max-Forwards: 1"), "+2").maxForwards()).isZero();
    assertThat(passed(of(), "+2").maxForwards()).isEqualTo(69);
    assertThat(passed(of("Max-Forwards: 255"), "+2").maxForwards()).isEqualTo(69);
  }

  @Test
  void theLastHopStopsTheCall() {
    assertThat(marks.check(of("Max-Forwards: 0"), "+1", "+2")).isEqualTo(new Stopped(483));
  }

  @Test
  void aCallThatComesBackTheSameIsALoop() {
    HeaderLine mark = passed(of(), "+2").mark();

    assertThat(marks.check(List.of(mark), "+1", "+2")).isEqualTo(new Stopped(482));
  }

  @Test
  void aCallThatComesBackForSomebodyElseIsDiverted() {
    HeaderLine first = passed(of(), "+2").mark();
    HeaderLine second = passed(List.of(first), "+3").mark();

    assertThat(second.value()).startsWith(first.value() + ", ");
    assertThat(marks.check(List.of(second), "+1", "+2")).isEqualTo(new Stopped(482));
  }

  @Test
  void diversionsEnd() {
    HeaderLine mark = passed(of(), "+0").mark();
    for (int i = 1; i < LoopMark.MAX_MARKS; i++) {
      mark = passed(List.of(mark), "+" + i).mark();
    }

    assertThat(marks.check(List.of(mark), "+1", "+99")).isEqualTo(new Stopped(483));
  }

  @Test
  void marksOfOthersMeanNothingHere() {
    HeaderLine foreign = ((Passed) new LoopMark(new Random(2)).check(of(), "+1", "+2")).mark();

    assertThat(marks.check(List.of(foreign), "+1", "+2")).isInstanceOf(Passed.class);
    assertThat(passed(of("X-Carillon-Way: <script>, x"), "+2").mark().value())
        .matches("[0-9a-f]{24}");
  }
}
