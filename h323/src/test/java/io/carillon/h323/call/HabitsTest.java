package io.carillon.h323.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.h323.q931.MessageType;
import io.carillon.h323.testkit.TestCaller;
import io.carillon.h323.testkit.WireLog;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What real endpoints do, as H323Plus was seen to. */
class HabitsTest {
  private final StringBuffer keys = new StringBuffer();
  private TestHouse house;

  @BeforeEach
  void open() throws Exception {
    house = new TestHouse();
  }

  @AfterEach
  void close() {
    house.close();
  }

  private TestCaller calling(TestCaller.Shape shape) throws Exception {
    TestCaller caller = new TestCaller(house.address(), shape, new WireLog());
    caller.call("1234567890");
    return caller;
  }

  @Test
  void connectsNowhereAndAsksUsToDialForControl() throws Exception {
    try (TestCaller caller =
        new TestCaller(house.address(), new TestCaller.Shape(false, false, false), new WireLog())
            .deafToConnect()) {
      caller.call("1234567890");
      caller.await(MessageType.CONNECT);

      try (ServerSocket port = caller.startControl()) {
        await().untilAsserted(() -> assertThat(house.legs).hasSize(1));
        assertThat(port.isBound()).isTrue();
      }
      assertThat(caller.hear()).isNotEmpty();
    }
  }

  @Test
  void cannotMakeUsKnockOnOtherPeoplesDoors() throws Exception {
    try (TestCaller caller =
        new TestCaller(house.address(), new TestCaller.Shape(true, false, false), new WireLog())
            .deafToConnect()) {
      caller.call("1234567890");
      caller.await(MessageType.CONNECT);
      int port = unusedPort();
      for (int i = 0; i < 10; i++) {
        caller.startControlAt(port); // nobody answers there
      }
      caller.startControlAt(25);
      caller.statusInquiry();
      caller.await(MessageType.STATUS);
      assertThat(house.service.calls()).hasSize(1);
    }
  }

  private static int unusedPort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void neverOpensControlAfterAFastStart() throws Exception {
    try (TestCaller caller =
        new TestCaller(house.address(), new TestCaller.Shape(true, false, false), new WireLog())
            .deafToConnect()) {
      caller.call("1234567890");
      await().untilAsserted(() -> assertThat(house.legs).hasSize(1));
      assertThat(caller.hear()).isNotEmpty();

      house.legs.getFirst().audio().onDigit(keys::append);
      caller.keypad("1");
      await().untilAsserted(() -> assertThat(keys).hasToString("1"));
    }
  }

  @Test
  void closesCallSignallingOnceControlIsOpen() throws Exception {
    try (TestCaller caller = calling(new TestCaller.Shape(false, false, false))) {
      await().untilAsserted(() -> assertThat(house.legs).hasSize(1));

      caller.closeSignalling();
      house.legs.getFirst().audio().onDigit(keys::append);
      caller.userInput('7');

      await().untilAsserted(() -> assertThat(keys).hasToString("7"));
      caller.endSession();
      await()
          .untilAsserted(
              () -> assertThat(house.endings()).containsExactly(EndReason.REMOTE_HANGUP));
    }
  }

  @Test
  void goesAwayWithoutAWord() throws Exception {
    try (TestCaller caller = calling(new TestCaller.Shape(true, true, false))) {
      await().untilAsserted(() -> assertThat(house.legs).hasSize(1));
      caller.closeSignalling();

      await()
          .untilAsserted(
              () -> assertThat(house.endings()).containsExactly(EndReason.TRANSPORT_FAILURE));
    }
  }

  @Test
  void whoCallsNobodyIsToldSo() throws Exception {
    try (TestCaller caller =
        new TestCaller(house.address(), new TestCaller.Shape(true, true, false), new WireLog())) {
      caller.call("nobody");

      assertThat(caller.await(MessageType.RELEASE_COMPLETE).cause()).hasValue(1);
      await()
          .untilAsserted(
              () -> assertThat(house.endings()).containsExactly(EndReason.UNKNOWN_DESTINATION));
    }
  }
}
