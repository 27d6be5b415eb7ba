package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cli.peers.FreePorts;
import io.carillon.cli.peers.RtpParty;
import io.carillon.cli.peers.Sipp;
import io.carillon.cli.peers.SippScript;
import io.carillon.cli.peers.ToneLevel;
import io.carillon.cli.peers.WaveFile;
import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A carrier and a PBX, both sipp, call each other through a voice connector: inwards over UDP,
 * outwards over TCP. What of UDP lives on for 32 seconds after a call goes away during the rest.
 */
@RequiresPeer("sipp")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrunkTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final double HEARD = -26;
  private static final double NOT_HEARD = -60;
  private static final int CARRIER_HUM = 440;
  private static final int PBX_HUM = 1000;
  private static final String USER = "pbx";
  private static final String PASSWORD = "correct-horse-9";

  @TempDir static Path folder;

  private static TrunkHouse house;
  private static TrunkHouse tcp;

  @BeforeAll
  static void start() {
    house = TrunkHouse.start(folder);
    tcp = house.overTcp();
  }

  @AfterAll
  static void stop() {
    house.server().awaitQuiet();
    assertThat(house.server().log()).doesNotContain("ERROR", "Exception");
    house.close();
  }

  @ParameterizedTest
  @Order(2)
  @EnumSource
  void aCallFromTheCarrierGoesToThePbx(CallFlow flow) {
    try (Sipp pbx = house.pbxAnswers(flow.calleeSide(), 9000);
        Sipp carrier = house.carrierCalls(flow.callerSide(), 9002, "-d", "300")) {
      carrier.await(SOON).assertCalls(1);
      pbx.await(SOON).assertCalls(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCallFromThePbxGoesToTheCarrier(CallFlow flow) {
    try (Sipp carrier = tcp.carrierAnswers(flow.calleeSide(), 9000);
        Sipp pbx = tcp.pbxCalls(flow.callerSide(), 9002, "-d", "300")) {
      pbx.await(SOON).assertCalls(1);
      carrier.await(SOON).assertCalls(1);
    }
  }

  @Test
  void theyHearEachOther() {
    try (RtpParty carrierSound = RtpParty.start(TrunkHouse.CARRIER, CARRIER_HUM);
        RtpParty pbxSound = RtpParty.start(TrunkHouse.PBX, PBX_HUM);
        Sipp pbx = tcp.pbxAnswers(CallFlow.ANSWERED.calleeSide(), pbxSound.port());
        Sipp carrier =
            tcp.carrierCalls(CallFlow.ANSWERED.callerSide(), carrierSound.port(), "-d", "4000")) {
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                hears(carrierSound, PBX_HUM, CARRIER_HUM);
                hears(pbxSound, CARRIER_HUM, PBX_HUM);
              });
      carrier.await(SOON).assertCalls(1);
      pbx.await(SOON).assertCalls(1);
    }
  }

  private static void hears(RtpParty party, int other, int own) {
    WaveFile last = party.heardLast(Duration.ofSeconds(1));
    assertThat(ToneLevel.decibels(last, other)).isGreaterThan(HEARD);
    assertThat(ToneLevel.decibels(last, own)).isLessThan(NOT_HEARD);
  }

  @Test
  void aNumberNobodyHasIsNotFound() {
    try (Sipp carrier =
        tcp.carrierCalls(CallFlow.refused("unknown-number", 404), 9002, "-s", "+12065559999")) {
      carrier.await(SOON).assertCalls(1);
    }
  }

  @Test
  void aStrangerMayNotCallOut() {
    try (Sipp stranger = tcp.strangerCalls(CallFlow.refused("stranger", 403), 9002)) {
      stranger.await(SOON).assertCalls(1);
    }
  }

  @Test
  void aCountryOutsideTheCallingRegionsIsRefused() {
    try (Sipp pbx = tcp.pbxCalls(CallFlow.refused("region", 403), 9002, "-s", "+442079460000")) {
      pbx.await(SOON).assertCalls(1);
    }
  }

  /** RFC 3665 3.4 and 3.10: nothing is at the first place, or it says that it cannot. */
  @Test
  @Order(1)
  void theNextRouteIsTriedWhenTheFirstIsSilentOrBroken() {
    int silent = FreePorts.next(4);
    int broken = FreePorts.next(4);
    int good = FreePorts.next(4);
    house.numberWithRoutes("+12065550120", silent, broken, good);
    try (Sipp unavailable =
            house.answersAt(
                broken,
                SippScript.callee("broken").respond(503, "Service Unavailable").receive("ACK"),
                9000);
        Sipp pbx = house.answersAt(good, CallFlow.ANSWERED.calleeSide(), 9000);
        Sipp carrier =
            house.carrierCalls(
                CallFlow.ANSWERED.callerSide(), 9002, "-s", "+12065550120", "-d", "300")) {
      carrier.await(SOON).assertCalls(1);
      unavailable.await(SOON).assertCalls(1);
      pbx.await(SOON).assertCalls(1);
    }
  }

  @Test
  void theNextConnectorOfAGroupIsTriedWhenTheFirstIsDown() {
    int nobody = FreePorts.next(4);
    int second = FreePorts.next(4);
    tcp.numberWithGroup("+12065550122", nobody, second);
    try (Sipp pbx = tcp.answersAt(second, CallFlow.ANSWERED.calleeSide(), 9000);
        Sipp carrier =
            tcp.carrierCalls(
                CallFlow.ANSWERED.callerSide(), 9002, "-s", "+12065550122", "-d", "300")) {
      carrier.await(SOON).assertCalls(1);
      pbx.await(SOON).assertCalls(1);
    }
  }

  @Test
  void aCarriersCallsToTheMeetingsAreCountedAndBounded() {
    tcp.commands().done("number", "add", "+12065550123", "--meetings");
    double before = house.server().metric("carillon_trunk_calls");
    try (Sipp carrier =
        tcp.carrierCalls(
            SippScript.caller("meeting")
                .invite(SippScript.sdp("sendrecv"))
                .perhaps(183)
                .receive(200)
                .ack()
                .pause(3000)
                .request("BYE", "")
                .receive(200),
            9002,
            "-s",
            "+12065550123")) {
      await().atMost(SOON).until(() -> house.server().metric("carillon_trunk_calls") == before + 1);
      carrier.await(SOON).assertCalls(1);
    }
    await().atMost(SOON).until(() -> house.server().metric("carillon_trunk_calls") == before);
  }

  @Test
  void whoIsBusyIsNotRungAgainElsewhere() {
    int busy = FreePorts.next(4);
    int other = FreePorts.next(4);
    tcp.numberWithRoutes("+12065550121", busy, other);
    try (Sipp never = tcp.answersAt(other, CallFlow.ANSWERED.calleeSide(), 9000);
        Sipp pbx = tcp.answersAt(busy, CallFlow.BUSY.calleeSide(), 9000);
        Sipp carrier = tcp.carrierCalls(CallFlow.BUSY.callerSide(), 9002, "-s", "+12065550121")) {
      carrier.await(SOON).assertCalls(1);
      pbx.await(SOON).assertCalls(1);
      assertThat(never.messages()).doesNotContain("INVITE");
    }
  }

  @Test
  void aWrongPasswordIsChallengedAgain() {
    String host = digestHost();
    SippScript wrong =
        SippScript.caller("wrong-password")
            .invite(SippScript.sdp("sendrecv"))
            .challenged(407)
            .inviteAgain(USER, "wrong", SippScript.sdp("sendrecv"))
            .receive(407)
            .ackOfRefusal();
    try (Sipp pbx = tcp.callsFrom(TrunkHouse.PBX, tcp.number(), host, wrong, 9002)) {
      pbx.await(SOON).assertCalls(1);
    }
    SippScript right =
        SippScript.caller("right-password")
            .invite(SippScript.sdp("sendrecv"))
            .challenged(407)
            .inviteAgain(USER, PASSWORD, SippScript.sdp("sendrecv"))
            .perhaps(180)
            .receive(200)
            .ack()
            .pause(300)
            .request("BYE", "")
            .receive(200);
    try (Sipp carrier = tcp.carrierAnswers(CallFlow.ANSWERED_AT_ONCE.calleeSide(), 9000);
        Sipp pbx = tcp.callsFrom(TrunkHouse.PBX, tcp.number(), host, right, 9002)) {
      pbx.await(SOON).assertCalls(1);
      carrier.await(SOON).assertCalls(1);
    }
  }

  /** A connector without encryption whose callers need a password; its host name. */
  private static String digestHost() {
    var made = tcp.commands().done("connector", "create", "--name", "Digest");
    house
        .commands()
        .done(
            "connector",
            "termination",
            made.path("voiceConnectorId").asText(),
            "--cidr",
            TrunkHouse.PBX + "/32",
            "--calling-regions",
            "US",
            "--credentials",
            USER + ":" + PASSWORD,
            "--cps",
            "100");
    return made.path("outboundHostName").asText();
  }
}
