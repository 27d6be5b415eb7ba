package io.carillon.core.meeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.core.testkit.HandClock;
import io.carillon.core.testkit.MemoryMeetingStore;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MeetingServiceTest {
  private final MemoryMeetingStore store = new MemoryMeetingStore();
  private final MeetingService service = service(new SecureRandom());

  @Test
  void aMeetingHasTenDigitsAndNoModerators() {
    Meeting meeting = service.create("Lunch", false);

    assertThat(meeting.meetingId()).matches("[1-9][0-9]{9}");
    assertThat(meeting.moderatorId()).isNull();
    assertThat(meeting.passcode()).isNull();
    assertThat(meeting.title()).isEqualTo("Lunch");
    assertThat(meeting.state()).isEqualTo(Meeting.State.OPEN);
  }

  @Test
  void aModeratedMeetingHasThirteenDigitsAndAPasscodeToo() {
    Meeting meeting = service.create("Board", true);

    assertThat(meeting.moderatorId()).matches("[1-9][0-9]{12}");
    assertThat(meeting.passcode()).matches("[0-9]{6}");
    assertThat(meeting.toString()).doesNotContain(meeting.passcode());
  }

  @Test
  void idsDifferFromEachOther() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      Meeting meeting = service.create("", true);
      assertThat(ids.add(meeting.meetingId())).isTrue();
      assertThat(ids.add(meeting.moderatorId())).isTrue();
    }
  }

  @Test
  void anIdThatIsTakenIsDrawnAgain() {
    Deque<Long> drawn = new ArrayDeque<>(List.of(1234567890L, 1234567890L, 1234567891L));
    MeetingService scripted = service(scripted(drawn));

    assertThat(scripted.create("", false).meetingId()).isEqualTo("1234567890");
    assertThat(scripted.create("", false).meetingId()).isEqualTo("1234567891");
  }

  @Test
  void aBrokenRandomSourceIsAnErrorAndNoEndlessLoop() {
    MeetingService stuck = service(scripted(null));
    stuck.create("", false);

    assertThatThrownBy(() -> stuck.create("", false))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no free meeting ID");
  }

  @Test
  void theIdKeyedInDecidesTheRole() {
    Meeting meeting = service.create("", true);

    assertThat(service.invitation(meeting.meetingId()).orElseThrow().moderator()).isFalse();
    assertThat(service.invitation(meeting.moderatorId()).orElseThrow().moderator()).isTrue();
    assertThat(service.invitation("0000000000")).isEmpty();
  }

  @Test
  void anEndedMeetingIsListedButCannotBeJoined() {
    Meeting meeting = service.create("", true);

    assertThat(service.end(meeting.moderatorId())).isTrue();

    assertThat(service.invitation(meeting.meetingId())).isEmpty();
    assertThat(service.invitation(meeting.moderatorId())).isEmpty();
    assertThat(service.list()).hasSize(1);
    assertThat(service.end(meeting.meetingId())).isFalse();
  }

  @Test
  void onlyTheWholePasscodeIsRight() {
    Meeting meeting = service.create("", true);

    assertThat(MeetingService.passcodeIsRight(meeting, meeting.passcode())).isTrue();
    assertThat(MeetingService.passcodeIsRight(meeting, meeting.passcode().substring(1))).isFalse();
    assertThat(MeetingService.passcodeIsRight(meeting, meeting.passcode() + "0")).isFalse();
    assertThat(MeetingService.passcodeIsRight(meeting, "")).isFalse();
    assertThat(MeetingService.passcodeIsRight(service.create("", false), "")).isFalse();
  }

  @Test
  void aTitleThatIsTooLongIsRefused() {
    assertThatThrownBy(() -> service.create("x".repeat(201), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("200");
  }

  private MeetingService service(RandomGenerator random) {
    return new MeetingService(store, new MeetingIds(random), new HandClock());
  }

  /** Gives these numbers for meeting IDs; with null always the same one. */
  private static RandomGenerator scripted(Deque<Long> drawn) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public long nextLong(long origin, long bound) {
        return drawn == null ? origin : drawn.pop();
      }
    };
  }
}
