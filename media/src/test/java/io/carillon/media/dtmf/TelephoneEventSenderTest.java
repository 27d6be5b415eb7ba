package io.carillon.media.dtmf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sending telephone-events")
class TelephoneEventSenderTest {
  private final TelephoneEventSender sender = new TelephoneEventSender();
  private final byte[] out = new byte[4];

  @Test
  void aPressGrowsAndEndsThreeTimes() {
    sender.start('#', 5000, 400);

    List<String> sent = new ArrayList<>();
    while (sender.sending()) {
      assertThat(sender.next(160, out, 0)).isEqualTo(4);
      assertThat(TelephoneEvent.event(out, 0)).isEqualTo(11);
      sent.add(
          sender.timestamp()
              + " "
              + TelephoneEvent.duration(out, 0)
              + (sender.marker() ? " marker" : "")
              + (TelephoneEvent.end(out, 0) ? " end" : ""));
    }

    assertThat(sent)
        .containsExactly(
            "5000 160 marker", "5000 320", "5000 400 end", "5000 400 end", "5000 400 end");
    assertThat(sender.next(160, out, 0)).isZero();
  }

  @Test
  void aLongPressIsSentInSegmentsThatAReceiverTellsOnce() {
    TelephoneEventReceiver receiver = new TelephoneEventReceiver();
    StringBuilder keys = new StringBuilder();
    sender.start('4', -100, 3 * 0xffff);

    for (int sequence = 0; sender.sending(); sequence++) {
      sender.next(960, out, 0);
      char key = receiver.packet(sequence, sender.timestamp(), sender.marker(), out, 0, 4);
      if (key != TelephoneEventReceiver.NONE) {
        keys.append(key);
      }
    }

    assertThat(keys).hasToString("4");
    assertThat(sender.timestamp()).isEqualTo(-100 + 2 * 0xffff);
  }

  @Test
  void onePressAtATimeAndOnlyKeys() {
    assertThatThrownBy(() -> sender.start('x', 0, 800))
        .isInstanceOf(IllegalArgumentException.class);
    sender.start('a', 0, 800);
    assertThatThrownBy(() -> sender.start('1', 0, 800)).isInstanceOf(IllegalStateException.class);
  }
}
