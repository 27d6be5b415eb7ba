package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cli.peers.Baresip;
import io.carillon.cli.peers.BaresipSettings;
import io.carillon.cli.peers.RtpParty;
import io.carillon.cli.peers.Sipp;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A connector that requires encryption: its PBXs, two baresips, are reached by TLS and speak SRTP,
 * while the carrier speaks plain RTP. The certificate of the first is trusted, that of the second
 * is not. Callers prove who they are by digest.
 */
@Isolated
@RequiresPeer({"baresip", "sipp"})
class EncryptedTrunkTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int PBX_HUM = 1000;
  private static final String TRUSTED = "+12065550110";
  private static final String UNTRUSTED = "+12065550111";
  private static final String USER = "pbx";
  private static final String PASSWORD = "correct-horse-9";

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static Baresip trusted;
  private static Baresip untrusted;
  private static TrunkHouse house;
  private static String secureHost;

  @BeforeAll
  static void start() {
    trusted = baresip(TRUSTED);
    untrusted = baresip(UNTRUSTED);
    // This baresip gives up when it is offered two hashes.
    house = TrunkHouse.start(folder, "sip.tls.trust=" + certificate(TRUSTED), "trunks.digest=md5");
    secureHost = connector(TRUSTED, trusted);
    connector(UNTRUSTED, untrusted);
  }

  @AfterAll
  static void stop() {
    house.close();
    trusted.close();
    untrusted.close();
  }

  private static Baresip baresip(String name) {
    return Baresip.start(
        BaresipSettings.named(name)
            .withEncryption("srtp-mand")
            .withCodecs(BaresipSettings.PCMU)
            .withTone(PBX_HUM),
        folder);
  }

  private static Path certificate(String phone) {
    try (Stream<Path> folders = Files.list(folder)) {
      return folders
          .filter(place -> place.getFileName().toString().startsWith("baresip-" + phone + "-"))
          .findFirst()
          .orElseThrow()
          .resolve("cert.pem");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connector of that phone with one number; returns its host name. */
  private static String connector(String number, Baresip phone) {
    var made =
        house
            .commands()
            .done(
                "connector",
                "create",
                "--name",
                "Secure " + number.substring(1),
                "--require-encryption");
    String id = made.path("voiceConnectorId").asText();
    String route = "127.0.0.1:" + phone.sipPort() + "/tls,priority=1,weight=1";
    house.commands().done("connector", "origination", id, "--route", route);
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
            "--credentials",
            USER + ":" + PASSWORD,
            "--cps",
            "100");
    house.commands().done("number", "add", number, "--connector", id);
    return made.path("outboundHostName").asText();
  }

  @Test
  void aRouteWhoseCertificateIsTrustedIsCalledEncrypted() {
    try (RtpParty sound = RtpParty.start(TrunkHouse.CARRIER, Hums.CARRIER);
        Sipp carrier =
            house.carrierCalls(
                CallFlow.ANSWERED_AT_ONCE.callerSide(),
                sound.port(),
                "-s",
                TRUSTED,
                "-d",
                "5000")) {
      Hums.awaitBothHeard(sound, trusted, PBX_HUM);
      carrier.await(SOON).assertCalls(1);
      assertThat(trusted.log()).contains("RTP/SAVP");
    }
  }

  @Test
  void aRouteWhoseCertificateIsNotTrustedIsNotCalled() {
    try (Sipp carrier =
        house.carrierCalls(CallFlow.refused("untrusted", 500), 9002, "-s", UNTRUSTED)) {
      carrier.await(SOON).assertCalls(1);
    }
    assertThat(untrusted.events("CALL_INCOMING")).isEmpty();
  }

  @Test
  void aPhoneProvesByDigestThatItMayCallOut() {
    BaresipSettings settings =
        BaresipSettings.named(TRUSTED)
            .withEncryption("srtp-mand")
            .withCodecs(BaresipSettings.PCMU)
            .withTone(PBX_HUM)
            .withAccount("auth_user=" + USER, "auth_pass=" + PASSWORD)
            .through(TestedServer.port(house.server().tls()));
    try (RtpParty sound = RtpParty.start(TrunkHouse.CARRIER, Hums.CARRIER);
        Sipp carrier = house.carrierAnswers(CallFlow.ANSWERED_AT_ONCE.calleeSide(), sound.port());
        Baresip phone = Baresip.start(settings, folder)) {
      phone.dial("sip:" + TrunkHouse.OUTSIDE + "@" + secureHost);
      phone.awaitEstablished();
      Hums.awaitBothHeard(sound, phone, PBX_HUM);
      phone.hangup();
      carrier.await(SOON).assertCalls(1);
    }
  }

  @Test
  void whoMustEncryptMayNotCallInTheClear() {
    try (Sipp pbx =
        house.callsFrom(
            "127.0.0.1", TRUSTED, secureHost, CallFlow.refused("in-the-clear", 403), 9002)) {
      pbx.await(SOON).assertCalls(1);
    }
  }
}
