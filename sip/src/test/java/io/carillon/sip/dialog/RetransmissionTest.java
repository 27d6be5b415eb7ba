package io.carillon.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RetransmissionTest {
  private final ManualTimers timers = new ManualTimers();
  private final List<Duration> sent = new ArrayList<>();
  private final List<String> gaveUp = new ArrayList<>();

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  @Test
  void anAnswerIsRepeatedAtT1DoublingToT2AndGivenUpAfter64T1() {
    AnswerRetransmitter answer = new AnswerRetransmitter(timers, SipTimings.STANDARD);

    answer.answered(7, () -> sent.add(timers.now()), () -> gaveUp.add("at " + timers.now()));
    timers.pass(Duration.ofMinutes(2));

    assertThat(sent)
        .startsWith(ms(500), ms(1500), ms(3500), ms(7500), ms(11500), ms(15500))
        .last()
        .isEqualTo(ms(31500));
    assertThat(gaveUp).containsExactly("at PT32S");
    assertThat(timers.waiting()).isZero();
    assertThat(answer.waiting()).isFalse();
  }

  @Test
  void onlyItsOwnAckStopsAnAnswer() {
    AnswerRetransmitter answer = new AnswerRetransmitter(timers, SipTimings.STANDARD);
    answer.answered(7, () -> sent.add(timers.now()), () -> gaveUp.add("gave up"));

    assertThat(answer.acknowledged(6)).isFalse();
    assertThat(answer.acknowledged(7)).isTrue();
    assertThat(answer.acknowledged(7)).as("a repeated ACK").isFalse();

    timers.pass(Duration.ofMinutes(2));
    assertThat(sent).isEmpty();
    assertThat(gaveUp).isEmpty();
  }

  @Test
  void aReliableProvisionalIsRepeatedWithoutAnUpperBound() {
    ReliableProvisional progress =
        new ReliableProvisional(timers, SipTimings.STANDARD, new Random(1));

    progress.sent(
        progress.nextRseq(), 1, () -> sent.add(timers.now()), () -> gaveUp.add("gave up"));
    timers.pass(Duration.ofMinutes(2));

    assertThat(sent).containsExactly(ms(500), ms(1500), ms(3500), ms(7500), ms(15500), ms(31500));
    assertThat(gaveUp).hasSize(1);
  }

  @Test
  void thereAreNeverTwoUnacknowledged() {
    ReliableProvisional progress =
        new ReliableProvisional(timers, SipTimings.STANDARD, new Random(1));
    long first = progress.nextRseq();
    assertThat(first).isPositive();
    progress.sent(first, 314, () -> {}, () -> {});

    assertThatThrownBy(progress::nextRseq).isInstanceOf(IllegalStateException.class);
    assertThat(progress.acknowledged(first + 1, 314, "INVITE")).isFalse();
    assertThat(progress.acknowledged(first, 315, "INVITE")).isFalse();
    assertThat(progress.acknowledged(first, 314, "UPDATE")).isFalse();
    assertThat(progress.acknowledged(first, 314, "INVITE")).isTrue();
    assertThat(progress.acknowledged(first, 314, "INVITE")).isFalse();
    assertThat(progress.nextRseq()).isEqualTo(first + 1);
    assertThat(timers.waiting()).isZero();
  }

  @Test
  void aCallerAcknowledgesEachInOrderOnce() {
    ReliableReceiver receiver = new ReliableReceiver();

    assertThat(receiver.accept(0)).as("0 is no number").isFalse();
    assertThat(receiver.accept(41)).isTrue();
    assertThat(receiver.accept(41)).as("repeated").isFalse();
    assertThat(receiver.accept(43)).as("one is missing").isFalse();
    assertThat(receiver.accept(42)).isTrue();
    assertThat(receiver.accept(43)).isTrue();
  }
}
