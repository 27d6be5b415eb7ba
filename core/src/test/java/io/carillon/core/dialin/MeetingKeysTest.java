package io.carillon.core.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.EndReason;
import io.carillon.core.testkit.FakeLeg;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys inside a meeting, from the keypad to what everyone hears. */
class MeetingKeysTest {
  @TempDir Path recordings;
  private DialInFixture house;
  private FakeLeg moderator;
  private FakeLeg participant;

  @BeforeEach
  void meeting() {
    house = new DialInFixture(recordings);
    moderator = house.moderator();
    participant = house.participant("participant");
    participant.did();
    house.mix().announced();
  }

  @Test
  void starSixMutesAndUnmutes() {
    participant.press("*6");
    assertThat(participant.muted()).isTrue();
    assertThat(participant.did()).containsExactly("play you-are-muted");

    participant.press("*6");
    assertThat(participant.muted()).isFalse();
    assertThat(participant.did()).containsExactly("play you-are-unmuted");
  }

  @Test
  void starAloneSpeaksTheKeysAfterAPause() {
    participant.press("*");
    assertThat(participant.did()).isEmpty();
    house.clock.pass(Duration.ofSeconds(3));
    assertThat(participant.did()).containsExactly("play menu-participant");
  }

  @Test
  void helpComesAtOnceWithTwoStarsOrStarZero() {
    participant.press("**");
    assertThat(participant.did()).containsExactly("play menu-participant");
    moderator.press("*0");
    assertThat(moderator.did()).containsExactly("play menu-moderator menu-participant");
  }

  @Test
  void starTwoRecords() {
    moderator.press("*2");
    assertThat(house.mix().recording()).isTrue();
    assertThat(house.mix().announced()).containsExactly("recording-started");

    moderator.press("*2");
    assertThat(house.mix().recording()).isFalse();
    assertThat(house.mix().announced()).containsExactly("recording-stopped");
  }

  @Test
  void whoComesIntoARecordedMeetingIsTold() {
    moderator.press("*2");

    assertThat(house.participant("late").did()).endsWith("play joining meeting-recorded");
  }

  @Test
  void starFiveMutesTheOthersAndStarSevenLocks() {
    moderator.press("*5");
    assertThat(participant.muted()).isTrue();
    assertThat(moderator.did()).containsExactly("play others-muted");

    moderator.press("*7");
    moderator.press("*7");
    assertThat(house.mix().announced()).containsExactly("now-locked", "now-unlocked");
  }

  @Test
  void endingAsksFirst() {
    moderator.press("*9");
    assertThat(moderator.did()).containsExactly("play confirm-end");
    moderator.press("1");
    assertThat(moderator.did()).containsExactly("play not-ended");

    moderator.press("*9");
    house.clock.pass(Duration.ofSeconds(10));
    assertThat(moderator.did()).containsExactly("play confirm-end", "play not-ended");
    assertThat(participant.did()).isEmpty();
  }

  @Test
  void starNineNineEndsTheMeetingForEveryone() {
    moderator.press("*99");

    assertThat(participant.did()).containsExactly("leave", "play meeting-ended goodbye");
    participant.hear();
    moderator.hear();
    assertThat(participant.endReason()).isEqualTo(EndReason.MEETING_ENDED);
    assertThat(moderator.endReason()).isEqualTo(EndReason.MEETING_ENDED);
    assertThat(house.dialIn.sessions()).isZero();
    assertThat(house.clock.waiting()).isZero();
  }

  @Test
  void poundConfirmsTheEndToo() {
    moderator.press("*9#");

    assertThat(participant.did()).contains("play meeting-ended goodbye");
  }

  @Test
  void participantsAreToldThatAKeyIsForModerators() {
    for (String keys : new String[] {"*2", "*5", "*7", "*9"}) {
      participant.press(keys);
      assertThat(participant.did()).containsExactly("play moderators-only");
    }
    assertThat(house.mix().announced()).isEmpty();
  }

  @Test
  void keysWithoutAStarDoNothingAndUnknownOnesAreToldSo() {
    participant.press("6259#A");
    assertThat(participant.did()).isEmpty();

    participant.press("*4");
    assertThat(participant.did()).containsExactly("play unknown-key");
  }
}
