package io.carillon.cli.proof;

import static io.carillon.cli.peers.SippScript.sdp;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cli.peers.RtpParty;
import io.carillon.cli.peers.Sipp;
import io.carillon.cli.peers.SippScript;
import io.carillon.cli.peers.ToneLevel;
import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The PBX hands a caller on: RFC 5359 2.4 and 2.5, and what becomes of a transfer that fails. */
@RequiresPeer("sipp")
class TransferTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final double HEARD = -26;
  private static final int CALLER_HUM = 440;
  private static final int PBX_HUM = 1000;
  private static final int THIRD_HUM = 700;
  private static final int SECOND_HUM = 1300;

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static TrunkHouse house;

  @BeforeAll
  static void start() {
    house = TrunkHouse.start(folder);
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  /** Answers and sends the caller to somebody else after half a second. */
  private static SippScript transferring(String name) {
    return SippScript.callee(name)
        .respond(180, "Ringing")
        .respond(200, "OK", sdp("sendrecv"))
        .receive("ACK")
        .pause(1500)
        .request("REFER", "", "Refer-To: <sip:" + TrunkHouse.OUTSIDE + "@[host]>")
        .receive(202)
        .receive("NOTIFY")
        .withBody("SIP/2.0 100")
        .reply(200, "OK");
  }

  private static Sipp pbxAnswers(SippScript script, RtpParty sound) {
    return house.pbxAnswers(script, sound.port(), "-key", "host", house.connectorHost());
  }

  @Test
  void theCallerHearsWhoHeWasSentTo() {
    SippScript pbxScript =
        transferring("transferring")
            .receive("NOTIFY")
            .withBody("SIP/2.0 200")
            .reply(200, "OK")
            .receive("BYE")
            .reply(200, "OK");
    try (RtpParty callerSound = RtpParty.start(TrunkHouse.CARRIER, CALLER_HUM);
        RtpParty pbxSound = RtpParty.start(TrunkHouse.PBX, PBX_HUM);
        RtpParty thirdSound = RtpParty.start(TrunkHouse.CARRIER, THIRD_HUM);
        Sipp third =
            house.carrierAnswers(CallFlow.ANSWERED_AT_ONCE.calleeSide(), thirdSound.port());
        Sipp pbx = pbxAnswers(pbxScript, pbxSound);
        Sipp caller =
            house.carrierCalls(CallFlow.ANSWERED.callerSide(), callerSound.port(), "-d", "6000")) {
      awaitHears(callerSound, PBX_HUM);
      pbx.await(SOON).assertCalls(1);
      awaitHears(callerSound, THIRD_HUM);
      awaitHears(thirdSound, CALLER_HUM);
      caller.await(SOON).assertCalls(1);
      third.await(SOON).assertCalls(1);
    }
  }

  @Test
  void theCallGoesOnWhenTheThirdPartyIsBusy() {
    SippScript pbxScript =
        transferring("transfer-to-busy")
            .receive("NOTIFY")
            .withBody("SIP/2.0 486")
            .reply(200, "OK")
            .receive("BYE")
            .reply(200, "OK");
    try (RtpParty callerSound = RtpParty.start(TrunkHouse.CARRIER, CALLER_HUM);
        RtpParty pbxSound = RtpParty.start(TrunkHouse.PBX, PBX_HUM);
        Sipp third = house.carrierAnswers(CallFlow.BUSY.calleeSide(), 9000);
        Sipp pbx = pbxAnswers(pbxScript, pbxSound);
        Sipp caller =
            house.carrierCalls(CallFlow.ANSWERED.callerSide(), callerSound.port(), "-d", "5000")) {
      third.await(SOON).assertCalls(1);
      awaitHears(callerSound, PBX_HUM);
      awaitHears(pbxSound, CALLER_HUM);
      caller.await(SOON).assertCalls(1);
      pbx.await(SOON).assertCalls(1);
    }
  }

  /** On the carrier's side: is held, then talks to whoever it is sent to, until that hangs up. */
  private static SippScript transferred(String name) {
    return SippScript.caller(name)
        .invite(sdp("sendrecv"))
        .receive(180)
        .receive(200)
        .ack()
        .receive("INVITE")
        .withBody("a=sendonly")
        .reply(200, "OK", sdp("recvonly"))
        .receive("ACK")
        .receive("INVITE")
        .withBody("a=sendrecv")
        .reply(200, "OK", sdp("sendrecv"))
        .receive("ACK")
        .receive("BYE")
        .reply(200, "OK");
  }

  private static SippScript third(String name, int ringing, int talking) {
    return SippScript.callee(name)
        .respond(180, "Ringing")
        .pause(ringing)
        .respond(200, "OK", sdp("sendrecv"))
        .receive("ACK")
        .pause(talking)
        .request("BYE", "")
        .receive(200);
  }

  @Test
  void theCallerIsHandedToWhomThePbxHasConsulted() {
    try (RtpParty callerSound = RtpParty.start(TrunkHouse.CARRIER, CALLER_HUM);
        RtpParty pbxSound = RtpParty.start(TrunkHouse.PBX, PBX_HUM);
        RtpParty consulting = RtpParty.start(TrunkHouse.PBX, SECOND_HUM);
        RtpParty thirdSound = RtpParty.start(TrunkHouse.CARRIER, THIRD_HUM);
        Sipp third = house.carrierAnswers(third("consulted", 100, 7000), thirdSound.port());
        Sipp pbx =
            house.pbxConsults(ConsultingPhone.attended(), pbxSound.port(), consulting.port());
        Sipp caller = house.carrierCalls(transferred("transferred"), callerSound.port())) {
      awaitHears(thirdSound, SECOND_HUM);
      awaitHears(consulting, THIRD_HUM);
      awaitHears(callerSound, PBX_HUM); // the music on hold
      pbx.await(SOON).assertCalls(1);
      awaitHears(callerSound, THIRD_HUM);
      awaitHears(thirdSound, CALLER_HUM);
      caller.await(SOON).assertCalls(1);
      third.await(SOON).assertCalls(1);
    }
  }

  /** The caller has the music of the PBX until the new party answers. */
  @Test
  void theCallerIsHandedToAPhoneThatStillRings() {
    try (RtpParty callerSound = RtpParty.start(TrunkHouse.CARRIER, CALLER_HUM);
        RtpParty pbxSound = RtpParty.start(TrunkHouse.PBX, PBX_HUM);
        RtpParty consulting = RtpParty.start(TrunkHouse.PBX, SECOND_HUM);
        RtpParty thirdSound = RtpParty.start(TrunkHouse.CARRIER, THIRD_HUM);
        Sipp third = house.carrierAnswers(third("rings-long", 4000, 4000), thirdSound.port());
        Sipp pbx =
            house.pbxConsults(ConsultingPhone.semiAttended(), pbxSound.port(), consulting.port());
        Sipp caller = house.carrierCalls(transferred("handed-over"), callerSound.port())) {
      await().atMost(SOON).until(() -> pbx.messages().contains("SIP/2.0 202 "));
      awaitHears(callerSound, PBX_HUM);
      pbx.await(SOON).assertCalls(1);
      awaitHears(callerSound, THIRD_HUM);
      awaitHears(thirdSound, CALLER_HUM);
      caller.await(SOON).assertCalls(1);
      third.await(SOON).assertCalls(1);
    }
  }

  private static void awaitHears(RtpParty party, int hertz) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(ToneLevel.decibels(party.heardLast(Duration.ofSeconds(1)), hertz))
                    .isGreaterThan(HEARD));
  }
}
