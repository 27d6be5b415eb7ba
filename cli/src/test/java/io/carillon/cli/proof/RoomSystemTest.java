package io.carillon.cli.proof;

import static io.carillon.cli.proof.RunningServer.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.peers.BaresipSettings;
import io.carillon.cli.peers.RtpParty;
import io.carillon.cli.peers.ToneLevel;
import io.carillon.core.testkit.RequiresPeer;
import io.carillon.h323.q931.MessageType;
import io.carillon.h323.testkit.TestCaller;
import io.carillon.h323.testkit.WireLog;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An H.323 endpoint and a SIP phone in one meeting, and what the records say of it. */
@Isolated
@RequiresPeer("baresip")
class RoomSystemTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final Duration LAST = Duration.ofSeconds(1);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static RunningServer server;

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static TestCaller call(RtpParty sound, boolean fastStart, boolean tunnelling, String to)
      throws Exception {
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), TestedServer.port(server.h323()));
    TestCaller room =
        new TestCaller(
            address,
            new TestCaller.Shape(fastStart, tunnelling, false),
            new WireLog(),
            Optional.of(sound.address()));
    room.call(to);
    room.await(MessageType.CONNECT);
    return room;
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  void roomAndPhoneHearEachOther(boolean fastStart, boolean tunnelling) throws Exception {
    String id = server.createMeeting(false).path("meetingId").asText();
    String name = "phone" + fastStart + tunnelling;
    try (Caller phone =
            Caller.start(
                server, BaresipSettings.named(name).withCodecs(BaresipSettings.PCMU), 600, folder);
        RtpParty sound = RtpParty.start("127.0.0.1", 850);
        TestCaller room = call(sound, fastStart, tunnelling, id + "@127.0.0.1")) {
      phone.dial("sip:" + id + "@" + DOMAIN);
      server.awaitInMeeting(id, 2);

      phone.eventually(
          heard -> assertThat(ToneLevel.decibels(heard, 850)).isGreaterThan(Caller.HEARD));
      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(ToneLevel.decibels(sound.heardLast(LAST), 600))
                      .isGreaterThan(Caller.HEARD));
      assertThat(server.get("/operator/calls").toString()).contains("Room 7");

      room.hangUp();
      server.awaitInMeeting(id, 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"keypad", "userInput"})
  void theIdIsKeyedInAndTheCallIsOnRecord(String way) throws Exception {
    String id = server.createMeeting(false).path("meetingId").asText();
    try (RtpParty sound = RtpParty.start("127.0.0.1", 850);
        TestCaller room = call(sound, true, true, "")) {
      await().atMost(SOON).until(() -> sound.packets() > 10);
      for (char key : (id + "#").toCharArray()) {
        if (way.equals("keypad")) {
          room.keypad(String.valueOf(key));
        } else {
          room.userInput(key);
        }
      }
      server.awaitInMeeting(id, 1);
      room.hangUp();
    }
    JsonNode left =
        server.awaitMeetingEvent(
            "ParticipantLeft", event -> event.path("meetingId").asText().equals(id));
    assertThat(left.path("fromNumber").asText()).isEqualTo("Room 7");
  }
}
