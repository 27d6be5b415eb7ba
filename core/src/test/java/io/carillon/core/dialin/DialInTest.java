package io.carillon.core.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.EndReason;
import io.carillon.core.testkit.FakeLeg;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way into a meeting, as one hears it on a room system. */
class DialInTest {
  private static final String WRONG_ID = "1111111111";

  @TempDir Path recordings;
  private DialInFixture house;

  @BeforeEach
  void house() {
    house = new DialInFixture(recordings);
  }

  @Test
  void whoDialsNoIdIsWelcomedAndAsked() {
    FakeLeg leg = house.dials("room", "u");
    assertThat(leg.did()).containsExactly("play welcome enter-meeting-id");

    leg.press("1");
    assertThat(leg.did()).as("the first key stops the prompt").containsExactly("stop");
  }

  @Test
  void tenDigitsAreTakenAfterAShortPause() {
    FakeLeg leg = house.dials("room", "");
    leg.press(house.open.meetingId());
    assertThat(leg.mix()).isNull();

    house.clock.pass(Duration.ofSeconds(3));

    assertThat(leg.mix()).isSameAs(house.mix());
    assertThat(leg.did()).endsWith("join", "play joining");
  }

  @Test
  void tenDigitsAndPoundAreTakenAtOnce() {
    FakeLeg leg = house.dials("room", "");

    leg.press(house.open.meetingId() + "#");

    assertThat(leg.mix()).isNotNull();
  }

  @Test
  void starBeginsTheIdAnew() {
    FakeLeg leg = house.dials("room", "");

    leg.press("999*" + house.open.meetingId() + "#");

    assertThat(leg.mix()).isNotNull();
  }

  @Test
  void aDialledIdSkipsTheQuestion() {
    FakeLeg leg = house.dials("room", house.open.meetingId());

    assertThat(leg.did()).containsExactly("join", "play joining");
  }

  @Test
  void aDialledIdThatIsWrongIsToldAndAskedFor() {
    FakeLeg leg = house.dials("room", WRONG_ID);
    assertThat(leg.did()).containsExactly("play meeting-id-wrong enter-meeting-id");

    leg.press(house.open.meetingId() + "#");

    assertThat(leg.mix()).isNotNull();
  }

  @Test
  void threeWrongIdsEndTheCallWithAGoodbye() {
    FakeLeg leg = house.dials("room", "u");
    leg.press(WRONG_ID + "#");
    assertThat(leg.last()).isEqualTo("play meeting-id-wrong enter-meeting-id");
    leg.press("123#");
    assertThat(leg.last()).isEqualTo("play meeting-id-incomplete enter-meeting-id");
    leg.press("2222222222222");
    assertThat(leg.last()).isEqualTo("play meeting-id-wrong goodbye");
    assertThat(leg.endReason()).isNull();

    leg.hear();

    assertThat(leg.endReason()).isEqualTo(EndReason.TOO_MANY_WRONG_IDS);
    assertThat(house.dialIn.sessions()).isZero();
    assertThat(house.clock.waiting()).isZero();
  }

  @Test
  void whoKeysInNothingIsRemindedOnceAndThenTheCallEnds() {
    FakeLeg leg = house.dials("room", "u");
    leg.hear();
    house.clock.pass(Duration.ofSeconds(15));
    assertThat(leg.last()).isEqualTo("play nothing-entered enter-meeting-id");

    leg.hear();
    house.clock.pass(Duration.ofSeconds(15));
    assertThat(leg.last()).isEqualTo("play nothing-entered goodbye");
    leg.hear();

    assertThat(leg.endReason()).isEqualTo(EndReason.NO_INPUT);
  }

  @Test
  void aPromptThatIsNeverHeardToItsEndHoldsNothingUp() {
    FakeLeg leg = house.dials("room", "u");

    house.clock.pass(Duration.ofMinutes(2));

    assertThat(leg.endReason()).isEqualTo(EndReason.NO_INPUT);
  }

  @Test
  void anUnfinishedIdIsToldAfterAPause() {
    FakeLeg leg = house.dials("room", "u");
    leg.press("12345678901");

    house.clock.pass(Duration.ofSeconds(8));

    assertThat(leg.last()).isEqualTo("play meeting-id-incomplete enter-meeting-id");
  }

  @Test
  void theModeratorKeysInIdAndPasscodeAndStartsTheMeeting() {
    FakeLeg waiting = house.participant("early");
    assertThat(waiting.did()).containsExactly("play waiting-for-moderator");
    waiting.hear();
    assertThat(waiting.did()).containsExactly("loop hold-music");

    FakeLeg moderator = house.dials("room", "u");
    moderator.press(house.moderated.moderatorId());
    assertThat(moderator.last()).isEqualTo("play enter-passcode");
    moderator.press(house.moderated.passcode() + "#");

    assertThat(moderator.last()).isEqualTo("play joining-as-moderator");
    assertThat(waiting.did()).containsExactly("join", "play joining");
    assertThat(waiting.mix()).isSameAs(moderator.mix());
  }

  @Test
  void poundAfterThirteenDigitsIsNoEmptyPasscode() {
    FakeLeg leg = house.dials("room", "u");

    leg.press(house.moderated.moderatorId() + "#" + house.moderated.passcode() + "#");

    assertThat(leg.last()).isEqualTo("play joining-as-moderator");
  }

  @Test
  void aPasscodeWithoutPoundIsTakenAfterAPause() {
    FakeLeg leg = house.dials("room", house.moderated.moderatorId());
    leg.press(house.moderated.passcode());

    house.clock.pass(Duration.ofSeconds(8));

    assertThat(leg.last()).isEqualTo("play joining-as-moderator");
  }

  @Test
  void threeWrongPasscodesEndTheCall() {
    FakeLeg leg = house.dials("room", house.moderated.moderatorId());
    leg.press("1#");
    leg.press("2#");
    assertThat(leg.last()).isEqualTo("play passcode-wrong enter-passcode");
    leg.press("3#");
    assertThat(leg.last()).isEqualTo("play passcode-wrong goodbye");

    leg.hear();

    assertThat(leg.endReason()).isEqualTo(EndReason.TOO_MANY_WRONG_PASSCODES);
  }

  @Test
  void aDialledPasscodeIsUsedAndAWrongOneAskedFor() {
    FakeLeg right =
        house.dials("a", house.moderated.moderatorId() + "##" + house.moderated.passcode());
    assertThat(right.last()).isEqualTo("play joining-as-moderator");

    FakeLeg wrong = house.dials("b", house.moderated.moderatorId() + "**1");
    assertThat(wrong.last()).isEqualTo("play passcode-wrong enter-passcode");
  }

  @Test
  void waitingHasAnEnd() {
    FakeLeg leg = house.participant("early");
    leg.hear();

    house.clock.pass(Duration.ofMinutes(60));
    assertThat(leg.did()).endsWith("play no-moderator-came goodbye");
    assertThat(house.rooms.snapshots()).as("it does not wait any more").isEmpty();
    leg.hear();

    assertThat(leg.endReason()).isEqualTo(EndReason.WAITED_TOO_LONG);
  }

  @Test
  void aFullMeetingSaysSo() {
    house.dials("1", house.open.meetingId());
    house.dials("2", house.open.meetingId());
    house.dials("3", house.open.meetingId());

    FakeLeg leg = house.dials("4", house.open.meetingId());
    assertThat(leg.did()).containsExactly("play meeting-full goodbye");
    leg.hear();

    assertThat(leg.endReason()).isEqualTo(EndReason.MEETING_FULL);
  }

  @Test
  void aLockedMeetingSaysSo() {
    house.moderator().press("*7");

    FakeLeg leg = house.participant("late");
    assertThat(leg.did()).containsExactly("play meeting-locked goodbye");
    leg.hear();

    assertThat(leg.endReason()).isEqualTo(EndReason.MEETING_LOCKED);
  }

  @Test
  void aStoreThatFailsIsToldAndEndsTheCall() {
    FakeLeg leg = house.dials("room", "u");
    house.store.breakDown();
    leg.press(WRONG_ID + "#");
    assertThat(leg.last()).isEqualTo("play technical-problem goodbye");

    leg.hear();

    assertThat(leg.endReason()).isEqualTo(EndReason.INTERNAL_ERROR);
  }

  @Test
  void whoHangsUpLeavesNoTimerAndNoPlace() {
    FakeLeg asked = house.dials("a", "u");
    FakeLeg waiting = house.participant("b");
    FakeLeg joined = house.dials("c", house.open.meetingId());

    asked.hangUp();
    waiting.hangUp();
    joined.hangUp();

    assertThat(house.clock.waiting()).isZero();
    assertThat(house.dialIn.sessions()).isZero();
    assertThat(house.rooms.snapshots()).isEmpty();
  }

  @Test
  void keysThatComeFasterThanAnybodyKeysAreDropped() {
    FakeLeg leg = house.dials("room", "u");

    leg.press("*".repeat(1000));

    assertThat(house.dialIn.droppedKeys()).isEqualTo(1000 - 32);
    assertThat(leg.endReason()).isNull();
  }

  @Test
  void keysWithoutEndEndTheCall() {
    FakeLeg leg = house.dials("room", "u");
    for (int i = 0; i < 300 && leg.endReason() == null; i++) {
      leg.press(i % 2 == 0 ? "1" : "*");
      house.clock.pass(Duration.ofMillis(500));
      leg.hear();
    }

    assertThat(leg.endReason()).isEqualTo(EndReason.TOO_MANY_WRONG_IDS);
  }
}
