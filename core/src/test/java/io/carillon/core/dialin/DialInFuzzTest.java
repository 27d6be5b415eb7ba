package io.carillon.core.dialin;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.carillon.core.testkit.FakeLeg;
import java.nio.file.Path;
import java.time.Duration;

/** Hostile keypads and dialled addresses against the whole dial-in. */
class DialInFuzzTest {
  private static final String KEYS = "0123456789*#ABCDx\0";

  @FuzzTest
  void keys(FuzzedDataProvider data) {
    DialInFixture house = new DialInFixture(Path.of("never-recorded"));
    FakeLeg leg = house.dials("fuzz", data.consumeString(40));
    while (data.remainingBytes() > 0) {
      switch (data.consumeInt(0, 5)) {
        case 0 -> leg.hear();
        case 1 -> house.clock.pass(Duration.ofSeconds(data.consumeInt(0, 20)));
        case 2 -> leg.press(data.consumeBoolean() ? house.open.meetingId() : "#");
        case 3 -> leg.press(house.moderated.moderatorId());
        default -> {
          leg.press(String.valueOf(KEYS.charAt(data.consumeInt(0, KEYS.length() - 1))));
          house.clock.pass(Duration.ofMillis(200));
        }
      }
    }
    house.clock.pass(Duration.ofHours(2));

    assertThat(leg.mix() != null || leg.endReason() != null).as("in a meeting, or gone").isTrue();
    leg.hangUp();
    assertThat(house.clock.waiting()).isZero();
    assertThat(house.rooms.snapshots()).isEmpty();
  }

  @FuzzTest
  void userParts(FuzzedDataProvider data) {
    DialString dialled = DialString.parse(data.consumeRemainingAsString());

    assertThat(dialled.meetingId()).matches("|[0-9]{10}|[0-9]{13}");
    assertThat(dialled.passcode()).matches("[0-9]{0,16}");
    if (!dialled.passcode().isEmpty()) {
      assertThat(dialled.meetingId()).isNotEmpty();
    }
  }
}
