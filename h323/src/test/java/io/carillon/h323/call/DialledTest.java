package io.carillon.h323.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DialledTest {
  private static final String US = "192.0.2.1";

  private static Dialled dialled(String calledNumber, String... aliases) {
    return Dialled.of(List.of(aliases), calledNumber, US);
  }

  @Test
  void anAliasThatNamesAMeetingCountsBeforeOthers() {
    assertThat(dialled("", "Lobby", "1234567890")).isEqualTo(new Dialled("1234567890", US));
    assertThat(dialled("1234567890", "Lobby")).isEqualTo(new Dialled("1234567890", US));
  }

  @Test
  void aMeetingAtAHost() {
    assertThat(dialled("", "1234567890@Meet.Example"))
        .isEqualTo(new Dialled("1234567890", "meet.example"));
    assertThat(dialled("", "h323:1234567890**5555@10.0.0.1"))
        .isEqualTo(new Dialled("1234567890**5555", "10.0.0.1"));
  }

  @Test
  void ourAddressAloneSaysNothing() {
    assertThat(dialled("")).isEqualTo(new Dialled("", US));
    assertThat(dialled("", "Lobby")).isEqualTo(new Dialled("Lobby", US));
  }
}
