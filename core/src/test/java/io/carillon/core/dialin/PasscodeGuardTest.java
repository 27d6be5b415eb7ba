package io.carillon.core.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.meeting.Meeting;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PasscodeGuardTest {
  private static final Meeting MEETING = meeting("1000000001");

  private final AtomicLong now = new AtomicLong();
  private final PasscodeGuard guard = new PasscodeGuard(now::get);

  private static Meeting meeting(String id) {
    return new Meeting(
        id, "123" + id, "654321", "", UUID.randomUUID(), Instant.EPOCH, Meeting.State.OPEN);
  }

  @Test
  void the_right_passcode_is_taken_and_a_wrong_one_is_not() {
    assertThat(guard.accepts(MEETING, "000000")).isFalse();
    assertThat(guard.accepts(MEETING, "654321")).isTrue();
  }

  @Test
  void after_too_many_wrong_ones_over_all_calls_even_the_right_one_waits() {
    for (int i = 0; i < PasscodeGuard.WRONG_ALLOWED; i++) {
      assertThat(guard.accepts(MEETING, "000000")).isFalse();
    }
    assertThat(guard.accepts(MEETING, "654321")).isFalse();
    assertThat(guard.accepts(meeting("1000000002"), "654321")).as("another meeting").isTrue();

    now.addAndGet(PasscodeGuard.WINDOW.toNanos() + 1);

    assertThat(guard.accepts(MEETING, "654321")).isTrue();
  }

  @Test
  void what_a_stranger_tries_takes_bounded_room() {
    for (int i = 0; i < 3 * PasscodeGuard.WRONG_ALLOWED; i++) {
      guard.accepts(MEETING, "000000");
    }
    now.addAndGet(PasscodeGuard.WINDOW.toNanos() + 1);
    assertThat(guard.accepts(MEETING, "654321")).as("refused tries do not count on").isTrue();
  }
}
