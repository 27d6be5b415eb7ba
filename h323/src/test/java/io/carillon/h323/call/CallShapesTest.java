package io.carillon.h323.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.testkit.RequiresPeer;
import io.carillon.h323.q931.MessageType;
import io.carillon.h323.testkit.TestCaller;
import io.carillon.h323.testkit.WireLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole call in every shape: fast start or not, H.245 tunnelled or not, early or not. */
class CallShapesTest {
  private final StringBuffer keys = new StringBuffer();
  private TestHouse house;
  @TempDir Path folder;

  static Stream<TestCaller.Shape> shapes() {
    return Stream.of(true, false)
        .flatMap(
            fast ->
                Stream.of(true, false)
                    .flatMap(
                        tunnelled ->
                            Stream.of(true, false)
                                .map(early -> new TestCaller.Shape(fast, tunnelled, early))));
  }

  @BeforeEach
  void open() throws Exception {
    house = new TestHouse();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  @RequiresPeer("tshark")
  void isAnsweredHeardAndUnderstood(TestCaller.Shape shape) throws Exception {
    WireLog log = new WireLog();
    try (TestCaller caller = new TestCaller(house.address(), shape, log)) {
      caller.call("1234567890@conference.example");
      caller.await(MessageType.CALL_PROCEEDING);
      caller.await(MessageType.CONNECT);
      await().untilAsserted(() -> assertThat(house.legs).hasSize(1));
      Leg leg = house.legs.getFirst();
      assertThat(leg.info().toUser()).isEqualTo("1234567890");
      assertThat(leg.info().fromUser()).isEqualTo("Room 7");
      assertThat(leg.info().userAgent()).isEqualTo("Test Room");
      assertThat(caller.hear()).hasSizeGreaterThan(12);
      assertThat(caller.heardFrom()).isBetween(5_100, 6_200);

      leg.audio().onDigit(keys::append);
      caller.keypad("12");
      await().untilAsserted(() -> assertThat(keys).hasToString("12"));
      if (!shape.fastStart() || caller.planned()) {
        caller.userInput('#');
        await().untilAsserted(() -> assertThat(keys).hasToString("12#"));
      }
      caller.statusInquiry();
      caller.await(MessageType.STATUS);
      assertThat(house.service.calls())
          .singleElement()
          .satisfies(call -> assertThat(call.state()).isEqualTo("talking"));

      caller.hangUp();
      await()
          .untilAsserted(
              () -> assertThat(house.endings()).containsExactly(EndReason.REMOTE_HANGUP));
      assertThat(house.events)
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("LegStarted", "LegAnswered", "LegEnded");
      assertThat(house.service.calls()).isEmpty();
    }
    assertReadable(log.write(folder.resolve("call.pcap")));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  @RequiresPeer("tshark")
  void isReleasedByUs(TestCaller.Shape shape) throws Exception {
    WireLog log = new WireLog();
    try (TestCaller caller = new TestCaller(house.address(), shape, log)) {
      caller.call("1234567890");
      await().untilAsserted(() -> assertThat(house.legs).hasSize(1));

      house.legs.getFirst().end(EndReason.MEETING_ENDED);

      assertThat(caller.await(MessageType.RELEASE_COMPLETE).cause()).hasValue(16);
      await().untilAsserted(() -> assertThat(caller.signallingClosed()).isTrue());
      assertThat(house.endings()).containsExactly(EndReason.MEETING_ENDED);
      DomainEvent last = house.events.getLast();
      assertThat(((DomainEvent.LegEnded) last).statusCode()).isEqualTo(200);
    }
    assertReadable(log.write(folder.resolve("call.pcap")));
  }

  /** tshark knows every message, to its end. */
  private static void assertReadable(Path file) throws Exception {
    Process tshark =
        new ProcessBuilder("tshark", "-n", "-r", file.toString(), "-V")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String read = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tshark.waitFor()).isZero();
    assertThat(read).contains("callProceeding", "connect", "terminalCapabilitySet");
    assertThat(read.lines().filter(CallShapesTest::complains)).isEmpty();
  }

  private static boolean complains(String line) {
    return line.contains("Malformed")
        || line.contains("Exception occurred")
        || line.contains("Expert Info (Error")
        || line.contains("Expert Info (Warning")
        || line.contains("unknown extension");
  }
}
