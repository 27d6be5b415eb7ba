package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cli.peers.Baresip;
import io.carillon.cli.peers.BaresipSettings;
import io.carillon.cli.peers.Kamailio;
import io.carillon.cli.peers.Linphone;
import io.carillon.cli.peers.RtpParty;
import io.carillon.cli.peers.Sipp;
import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * An office: phones register at kamailio, which stays in the way of every call, and the trunk leads
 * to a carrier that only speaks plain PCMU.
 */
@Isolated
@RequiresPeer({"kamailio", "linphonec", "baresip", "sipp"})
class OfficeTrunkTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int BARESIP_HUM = 1000;
  private static final int LINPHONE_HUM = 700;
  private static final String LINPHONE_NUMBER = "+12065550101";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static TrunkHouse house;
  private static Kamailio kamailio;

  @BeforeAll
  static void start() {
    house = TrunkHouse.start(folder);
    house.commands().done("number", "add", LINPHONE_NUMBER, "--connector", house.connectorId());
    kamailio =
        Kamailio.start(
            TrunkHouse.PBX, house.pbxPort(), house.connectorHost(), house.server().udp(), folder);
  }

  @AfterAll
  static void stop() {
    kamailio.close();
    house.close();
  }

  /** Opus and SRTP on one side, PCMU and RTP on the other. */
  private static Baresip baresip() {
    Baresip phone =
        Baresip.start(
            BaresipSettings.named(TrunkHouse.NUMBER)
                .withTransport("tcp")
                .withTone(BARESIP_HUM)
                .registeredAt(kamailio.address()),
            folder);
    kamailio.awaitRegistered(TrunkHouse.NUMBER);
    return phone;
  }

  private static Linphone linphone() {
    Linphone phone = Linphone.start(LINPHONE_NUMBER, "PCMU", LINPHONE_HUM, folder);
    phone.register(LINPHONE_NUMBER, kamailio.address());
    kamailio.awaitRegistered(LINPHONE_NUMBER);
    return phone;
  }

  @Test
  void theCarrierCallsAPhoneThatSpeaksOpusEncrypted() {
    try (RtpParty sound = RtpParty.start(TrunkHouse.CARRIER, Hums.CARRIER);
        Baresip phone = baresip();
        Sipp carrier =
            house.carrierCalls(
                CallFlow.ANSWERED_AT_ONCE.callerSide(), sound.port(), "-d", "5000")) {
      Hums.awaitBothHeard(sound, phone, BARESIP_HUM);
      carrier.await(SOON).assertCalls(1);
      assertThat(phone.log()).contains("opus", "AES_CM_128_HMAC_SHA1_80");
    }
  }

  @Test
  void aPhoneThatSpeaksOpusEncryptedCallsOut() {
    try (RtpParty sound = RtpParty.start(TrunkHouse.CARRIER, Hums.CARRIER);
        Baresip phone = baresip();
        Sipp carrier = house.carrierAnswers(CallFlow.ANSWERED.calleeSide(), sound.port())) {
      phone.dial("sip:" + TrunkHouse.OUTSIDE + "@" + kamailio.address());
      phone.awaitEstablished();
      Hums.awaitBothHeard(sound, phone, BARESIP_HUM);
      phone.hangup();
      carrier.await(SOON).assertCalls(1);
    }
  }

  @Test
  void linphoneIsCalledByTheCarrier() {
    try (RtpParty sound = RtpParty.start(TrunkHouse.CARRIER, Hums.CARRIER);
        Linphone phone = linphone()) {
      phone.answerByItself();
      try (Sipp carrier =
          house.carrierCalls(
              CallFlow.ANSWERED_AT_ONCE.callerSide(),
              sound.port(),
              "-s",
              LINPHONE_NUMBER,
              "-d",
              "4000")) {
        await()
            .atMost(SOON)
            .untilAsserted(() -> Hums.assertHeard(sound.heardLast(Hums.WINDOW), LINPHONE_HUM));
        carrier.await(SOON).assertCalls(1);
        phone.awaitEnded();
      }
      Hums.assertHeard(phone.heard(), Hums.CARRIER);
    }
  }

  @Test
  void linphoneCallsOutHoldsAndResumes() {
    try (RtpParty sound = RtpParty.start(TrunkHouse.CARRIER, Hums.CARRIER);
        Linphone phone = linphone();
        Sipp carrier = house.carrierAnswers(CallFlow.HOLD.calleeSide(), sound.port())) {
      phone.call("sip:" + TrunkHouse.OUTSIDE + "@" + kamailio.address());
      phone.awaitConnected();
      await()
          .atMost(SOON)
          .untilAsserted(() -> Hums.assertHeard(sound.heardLast(Hums.WINDOW), LINPHONE_HUM));
      phone.hold();
      phone.awaitScreen("paused");
      phone.resume();
      phone.awaitScreen("Resuming");
      await()
          .atMost(SOON)
          .untilAsserted(() -> Hums.assertHeard(sound.heardLast(Hums.WINDOW), LINPHONE_HUM));
      phone.hangup();
      carrier.await(SOON).assertCalls(1);
    }
  }
}
