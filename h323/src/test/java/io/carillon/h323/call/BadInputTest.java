package io.carillon.h323.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.h323.q931.MessageType;
import io.carillon.h323.recorded.Recorded;
import io.carillon.h323.testkit.TestCaller;
import io.carillon.h323.testkit.WireLog;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What strangers send ends their call or connection, is counted, and harms nobody else. */
class BadInputTest {
  private static final TestCaller.Shape TUNNELLED = new TestCaller.Shape(true, true, false);
  private static final TestCaller.Shape APART = new TestCaller.Shape(true, false, false);
  private TestHouse house;

  @BeforeEach
  void open() throws Exception {
    house = new TestHouse(Duration.ofSeconds(2));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void thousandsOfMalformedSetupsLeaveTheServerAsItWas() throws Exception {
    List<byte[]> frames =
        Stream.of(Recorded.SETUP_GATEWAY, Recorded.SETUP_INTEL_PHONE)
            .flatMap(setup -> SetupMutator.frames(setup.bytes()))
            .toList();
    assertThat(frames).hasSizeGreaterThan(4_500);

    for (byte[] frame : frames) {
      throwAtIt(frame);
    }

    await().untilAsserted(() -> assertThat(house.service.calls()).isEmpty());
    Faults faults = house.service.faults();
    assertThat(faults.count(Fault.FRAME)).isPositive();
    assertThat(faults.count(Fault.Q931)).isPositive();
    assertThat(faults.count(Fault.H225)).isGreaterThan(100);
    assertThat(house.endings()).doesNotContain(EndReason.INTERNAL_ERROR);
    house.restPorts();
    try (TestCaller honest = new TestCaller(house.address(), TUNNELLED, new WireLog())) {
      honest.call("1234567890");
      honest.await(MessageType.CONNECT);
    }
  }

  /** Sends it and waits for the server's last word. */
  private void throwAtIt(byte[] frame) throws IOException {
    try (Socket socket = new Socket(house.address().getAddress(), house.address().getPort())) {
      socket.getOutputStream().write(frame);
      socket.shutdownOutput();
      socket.setSoTimeout(5_000);
      InputStream in = socket.getInputStream();
      in.readAllBytes();
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset"); // closed with our octets unread
    }
  }

  @Test
  void garbageInACallEndsIt() throws Exception {
    try (TestCaller caller = answered(TUNNELLED)) {
      caller.raw(HexFormat.of().parseHex("0300000a" + "ffffffffffff"));

      assertThat(caller.await(MessageType.RELEASE_COMPLETE).cause()).hasValue(111);
      await()
          .untilAsserted(
              () -> assertThat(house.endings()).containsExactly(EndReason.PROTOCOL_ERROR));
      assertThat(house.service.faults().count(Fault.Q931)).isEqualTo(1);
    }
  }

  @Test
  void whatIsNoFrameInACallEndsIt() throws Exception {
    try (TestCaller caller = answered(TUNNELLED)) {
      caller.raw("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

      await()
          .untilAsserted(
              () -> assertThat(house.endings()).containsExactly(EndReason.PROTOCOL_ERROR));
      assertThat(house.service.faults().count(Fault.FRAME)).isEqualTo(1);
    }
  }

  @Test
  void garbageInTunnelledControlEndsIt() throws Exception {
    try (TestCaller caller = answered(TUNNELLED)) {
      caller.tunnel(HexFormat.of().parseHex("ffffffff"));

      assertThat(caller.await(MessageType.RELEASE_COMPLETE).cause()).hasValue(111);
      assertThat(house.service.faults().count(Fault.H245)).isEqualTo(1);
    }
  }

  @Test
  void garbageOnTheControlConnectionEndsIt() throws Exception {
    try (TestCaller caller = answered(APART)) {
      await().until(caller::controlIsOpen);
      caller.rawControl(HexFormat.of().parseHex("03000008" + "ffffffff"));

      assertThat(caller.await(MessageType.RELEASE_COMPLETE).cause()).hasValue(111);
      assertThat(house.service.faults().count(Fault.H245)).isEqualTo(1);
    }
  }

  private TestCaller answered(TestCaller.Shape shape) throws Exception {
    TestCaller caller = new TestCaller(house.address(), shape, new WireLog());
    caller.call("1234567890");
    caller.await(MessageType.CONNECT);
    await().untilAsserted(() -> assertThat(house.legs).hasSize(1));
    return caller;
  }

  @Test
  void whoSaysNothingIsCutOff() throws Exception {
    try (Socket socket = new Socket(house.address().getAddress(), house.address().getPort())) {
      socket.setSoTimeout(10_000);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
    assertThat(house.service.faults().count(Fault.SILENT)).isEqualTo(1);
  }

  @Test
  void whoOpensNoChannelIsReleased() throws Exception {
    try (Socket socket = new Socket(house.address().getAddress(), house.address().getPort())) {
      byte[] setup = Recorded.SETUP_GATEWAY.bytes();
      socket.getOutputStream().write(HexFormat.of().parseHex("0300029e"));
      socket.getOutputStream().write(setup);
      socket.setSoTimeout(10_000);

      byte[] said = socket.getInputStream().readAllBytes();

      assertThat(HexFormat.of().formatHex(said)).contains("0802c82302", "0802c82307", "0802c8235a");
      await()
          .untilAsserted(
              () -> assertThat(house.endings()).containsExactly(EndReason.NO_COMMON_MEDIA));
    }
  }

  @Test
  void oneSourceHasItsShareOfCallsOnly() throws Exception {
    List<TestCaller> callers = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        TestCaller caller = new TestCaller(house.address(), TUNNELLED, new WireLog());
        callers.add(caller);
        caller.call("1234567890");
        caller.await(MessageType.CONNECT);
      }
      TestCaller eleventh = new TestCaller(house.address(), TUNNELLED, new WireLog());
      callers.add(eleventh);
      eleventh.call("1234567890");
      assertThat(eleventh.await(MessageType.RELEASE_COMPLETE).cause()).hasValue(42);
    } finally {
      for (TestCaller caller : callers) {
        caller.close();
      }
    }
  }
}
