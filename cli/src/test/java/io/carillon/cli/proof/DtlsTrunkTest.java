package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cli.peers.Baresip;
import io.carillon.cli.peers.BaresipSettings;
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
 * Voice connectors whose PBXs, baresips, speak DTLS-SRTP, while the carrier speaks plain PCMU. The
 * server offers DTLS-SRTP too: beside SDES to the one, alone to the other, which requires
 * encryption.
 */
@Isolated
@RequiresPeer({"baresip", "sipp"})
class DtlsTrunkTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int PBX_HUM = 1000;
  private static final String NUMBER = "+12065550120";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static Baresip pbx;
  private static TrunkHouse house;
  private static String host;

  @BeforeAll
  static void start() {
    pbx = Baresip.start(settings(NUMBER), folder);
    house = TrunkHouse.start(folder, "media.srtp=dtls", "carriers.tel.srtp=off");
    host = connector(NUMBER, "127.0.0.1:" + pbx.sipPort() + "/tcp");
  }

  @AfterAll
  static void stop() {
    house.close();
    pbx.close();
  }

  private static BaresipSettings settings(String name) {
    return BaresipSettings.named(name)
        .withTransport("tcp")
        .withEncryption("dtls_srtp")
        .withCodecs(BaresipSettings.PCMU)
        .withTone(PBX_HUM)
        .withExtra("module dtls_srtp.so");
  }

  private static String connector(String number, String route) {
    var made = house.commands().done("connector", "create", "--name", "PBX with DTLS");
    String id = made.path("voiceConnectorId").asText();
    house
        .commands()
        .done("connector", "origination", id, "--route", route + ",priority=1,weight=1");
    house
        .commands()
        .done(
            "connector",
            "termination",
            id,
            "--cidr",
            "127.0.0.1/32",
            "--calling-regions",
            "US",
            "--cps",
            "100");
    house.commands().done("number", "add", number, "--connector", id);
    return made.path("outboundHostName").asText();
  }

  @Test
  void thePbxIsCalledWithDtls() {
    try (RtpParty sound = RtpParty.start(TrunkHouse.CARRIER, Hums.CARRIER);
        Sipp carrier =
            house.carrierCalls(
                CallFlow.ANSWERED_AT_ONCE.callerSide(), sound.port(), "-s", NUMBER, "-d", "6000")) {
      Hums.awaitBothHeard(sound, pbx, PBX_HUM);
      carrier.await(SOON).assertCalls(1);
    }
    assertThat(pbx.log())
        .containsPattern("m=audio \\d+ UDP/TLS/RTP/SAVP ")
        .contains("a=setup:actpass", "a=setup:active")
        .doesNotContain("a=crypto:");
  }

  @Test
  void aPhoneCallsOutWithDtls() {
    BaresipSettings settings =
        settings(NUMBER).through(Integer.parseInt(house.server().tcp().replaceAll(".*:", "")));
    try (RtpParty sound = RtpParty.start(TrunkHouse.CARRIER, Hums.CARRIER);
        Sipp carrier = house.carrierAnswers(CallFlow.ANSWERED_AT_ONCE.calleeSide(), sound.port());
        Baresip phone = Baresip.start(settings, folder)) {
      phone.dial("sip:" + TrunkHouse.OUTSIDE + "@" + host);
      phone.awaitEstablished();
      Hums.awaitBothHeard(sound, phone, PBX_HUM);
      phone.hangup();
      carrier.await(SOON).assertCalls(1);
    }
  }
}
