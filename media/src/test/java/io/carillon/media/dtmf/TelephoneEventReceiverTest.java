package io.carillon.media.dtmf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Receiving telephone-events")
class TelephoneEventReceiverTest {
  private final TelephoneEventReceiver receiver = new TelephoneEventReceiver();
  private final byte[] payload = new byte[8];
  private final StringBuilder keys = new StringBuilder();
  private int sequence = 65_530;

  private TelephoneEventReceiverTest packet(
      char digit, int timestamp, boolean marker, int duration, boolean end) {
    return event(TelephoneEvent.event(digit), timestamp, marker, duration, end);
  }

  private TelephoneEventReceiverTest event(
      int event, int timestamp, boolean marker, int duration, boolean end) {
    TelephoneEvent.write(event, end, 10, duration, payload, 2);
    char key = receiver.packet(sequence++ & 0xffff, timestamp, marker, payload, 2, 4);
    if (key != TelephoneEventReceiver.NONE) {
      keys.append(key);
    }
    return this;
  }

  /** A whole press: marker, middle, three ends. */
  private void press(char digit, int timestamp) {
    packet(digit, timestamp, true, 160, false).packet(digit, timestamp, false, 320, false);
    ends(digit, timestamp);
  }

  private void ends(char digit, int timestamp) {
    packet(digit, timestamp, false, 480, true)
        .packet(digit, timestamp, false, 480, true)
        .packet(digit, timestamp, false, 480, true);
  }

  @Test
  void everyKeyIsTold() {
    int timestamp = 1000;
    for (char digit : "0123456789*#ABCD".toCharArray()) {
      press(digit, timestamp += 2000);
    }

    assertThat(keys).hasToString("0123456789*#ABCD");
  }

  @Test
  void retransmittedEndsCountOnce() {
    press('5', 1000);

    assertThat(keys).hasToString("5");
    assertThat(receiver.held()).isFalse();
  }

  @Test
  void aMissingMarkerLosesNothing() {
    packet('5', 1000, false, 160, false);
    ends('5', 1000);
    packet('5', 3000, false, 160, false);
    ends('5', 3000);

    assertThat(keys).hasToString("55");
  }

  @Test
  void anyOfItsPacketsAloneIsEnough() {
    packet('1', 1000, true, 160, false);
    packet('2', 3000, false, 320, false);
    packet('3', 5000, false, 480, true);

    assertThat(keys).hasToString("123");
  }

  @Test
  void aMarkerBeginsANewPressEvenOnTheSameTimestamp() {
    press('7', 1000);
    press('7', 1000);

    assertThat(keys).hasToString("77");
  }

  @Test
  void aMarkerBeginsANewPressEvenWhenTheEndsOfTheFirstAreLost() {
    packet('7', 1000, true, 160, false).packet('7', 1000, false, 320, false);
    packet('7', 1000, true, 160, false).packet('7', 1000, false, 320, false);

    assertThat(keys).hasToString("77");
  }

  @Test
  void sendersWhoMarkTheirFirstPacketsAllPressOnce() {
    packet('7', 1000, true, 160, false)
        .packet('7', 1000, true, 160, false)
        .packet('7', 1000, true, 320, false);
    ends('7', 1000);

    assertThat(keys).hasToString("7");
  }

  @Test
  void aCopyOfTheMarkedPacketIsNoNewPress() {
    packet('7', 1000, true, 160, false).packet('7', 1000, false, 320, false);
    sequence -= 2;
    packet('7', 1000, true, 160, false);

    assertThat(keys).hasToString("7");
  }

  @Test
  void latePacketsOfAnEarlierPressDoNotCountAgain() {
    press('1', 1000);
    packet('2', 3000, true, 160, false);
    packet('1', 1000, false, 480, true);
    packet('2', 3000, false, 320, false);

    assertThat(keys).hasToString("12");
  }

  @Test
  void aLongPressAcrossSegmentsIsOne() {
    int timestamp = 0xffff_f000;
    packet('9', timestamp, true, 160, false)
        .packet('9', timestamp, false, 0xff00, false)
        .packet('9', timestamp, false, 0xffff, false);
    timestamp += 0xffff;
    packet('9', timestamp, false, 160, false).packet('9', timestamp, false, 0xffff, false);
    // Every packet of the third segment is lost.
    timestamp += 2 * 0xffff;
    packet('9', timestamp, false, 800, false);
    assertThat(receiver.held()).isTrue();
    ends('9', timestamp);

    assertThat(keys).hasToString("9");
    assertThat(receiver.held()).isFalse();
  }

  @Test
  void anotherKeyOnTheSameTimestampIsAnotherPress() {
    packet('1', 1000, true, 160, false).packet('2', 1000, false, 160, false);

    assertThat(keys).hasToString("12");
  }

  @Test
  void wrongLengthsAreCountedAndIgnored() {
    TelephoneEvent.write(5, false, 10, 160, payload, 0);

    for (int length : new int[] {0, 1, 2, 3, 5, 8}) {
      assertThat(receiver.packet(1, 1000, true, payload, 0, length))
          .isEqualTo(TelephoneEventReceiver.NONE);
    }

    assertThat(receiver.malformed()).isEqualTo(6);
  }

  @Test
  void eventsThatAreNoKeysAreCountedAndIgnored() {
    event(16, 1000, true, 160, false).event(255, 3000, true, 160, false);

    assertThat(keys).isEmpty();
    assertThat(receiver.otherEvents()).isEqualTo(2);
  }

  @Test
  void eventsOnATypeThatWasNotAgreedOnAreRecognised() {
    TelephoneEvent.write(11, false, 10, 160, payload, 0);

    assertThat(TelephoneEvent.looksLikeOne(101, payload, 0, 4)).isTrue();
    assertThat(TelephoneEvent.looksLikeOne(0, payload, 0, 4)).as("static type").isFalse();
    assertThat(TelephoneEvent.looksLikeOne(101, payload, 0, 5)).as("length").isFalse();
    payload[1] |= 0x40;
    assertThat(TelephoneEvent.looksLikeOne(101, payload, 0, 4)).as("reserved bit").isFalse();
    payload[1] = 10;
    payload[0] = 16;
    assertThat(TelephoneEvent.looksLikeOne(101, payload, 0, 4)).as("no key").isFalse();
  }

  @Test
  void afterAResetTheSameTimestampIsNew() {
    press('3', 1000);
    receiver.reset();
    packet('3', 1000, false, 480, true);

    assertThat(keys).hasToString("33");
  }
}
