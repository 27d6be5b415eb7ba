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

  private boolean tried(String source, String passcode) {
    return guard.accepts(MEETING, source, passcode);
  }

  @Test
  void the_right_passcode_is_taken_and_a_wrong_one_is_not() {
    assertThat(tried("192.0.2.1", "000000")).isFalse();
    assertThat(tried("192.0.2.1", "654321")).isTrue();
  }

  @Test
  void after_too_many_wrong_ones_from_one_address_even_the_right_one_waits_there() {
    for (int i = 0; i < PasscodeGuard.WRONG_PER_SOURCE; i++) {
      assertThat(tried("192.0.2.1", "000000")).isFalse();
    }
    assertThat(tried("192.0.2.1", "654321")).isFalse();
    assertThat(tried("192.0.2.2", "654321")).as("the moderator, elsewhere").isTrue();
    assertThat(guard.accepts(meeting("1000000002"), "192.0.2.1", "654321"))
        .as("another meeting")
        .isTrue();

    now.addAndGet(PasscodeGuard.WINDOW.toNanos() + 1);

    assertThat(tried("192.0.2.1", "654321")).isTrue();
  }

  @Test
  void many_addresses_together_get_no_further_than_the_meetings_own_limit() {
    for (int i = 0; i < PasscodeGuard.WRONG_PER_MEETING; i++) {
      assertThat(tried("192.0.2." + i / 5, "000000")).isFalse();
    }
    assertThat(tried("198.51.100.1", "654321")).isFalse();

    now.addAndGet(PasscodeGuard.WINDOW.toNanos() + 1);

    assertThat(tried("198.51.100.1", "654321")).isTrue();
  }

  @Test
  void refused_tries_do_not_count_on() {
    for (int i = 0; i < 3 * PasscodeGuard.WRONG_PER_SOURCE; i++) {
      tried("192.0.2.1", "000000");
    }
    now.addAndGet(PasscodeGuard.WINDOW.toNanos() + 1);
    assertThat(tried("192.0.2.1", "654321")).isTrue();
  }
}
