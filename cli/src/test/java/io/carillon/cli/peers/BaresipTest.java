package io.carillon.cli.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The harness itself: two phones call each other, and the measurements are right. */
@Isolated
@RequiresPeer("baresip")
class BaresipTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "tls, srtp, opus/48000/2",
    "tls, srtp-mand, G722/16000",
    "tls, srtp, PCMU/8000",
    "tcp, '', PCMA/8000"
  })
  void twoPhonesHearEachOther(String transport, String encryption, String codec) {
    BaresipSettings common =
        BaresipSettings.named("x")
            .withTransport(transport)
            .withEncryption(encryption)
            .withCodecs(codec);
    try (Baresip alice = Baresip.start(named(common, "alice", 440), folder);
        Baresip bob = Baresip.start(named(common, "bob", 1000), folder)) {
      alice.dial(bob.uri());
      alice.awaitEstablished();
      bob.awaitEstablished();

      WaveFile atAlice = alice.awaitHeard(Duration.ofMillis(1600)).last(Duration.ofSeconds(1));
      WaveFile atBob = bob.awaitHeard(Duration.ofMillis(1600)).last(Duration.ofSeconds(1));

      assertThat(ToneLevel.decibels(atAlice, 1000)).isBetween(-22.0, -18.0);
      assertThat(ToneLevel.decibels(atAlice, 440)).isLessThan(-50);
      assertThat(ToneLevel.decibels(atBob, 440)).isBetween(-22.0, -18.0);
      assertThat(ToneLevel.decibels(atBob, 1000)).isLessThan(-50);
      assertThat(alice.events("CALL_MENC")).hasSize(encryption.isEmpty() ? 0 : 1);
    }
  }

  @Test
  void keysHoldAndHangUp() {
    try (Baresip alice = Baresip.start(BaresipSettings.named("alice"), folder);
        Baresip bob = Baresip.start(BaresipSettings.named("bob").withAnswer("manual"), folder)) {
      alice.dial(bob.uri());
      alice.awaitEvent("CALL_RINGING", Duration.ofSeconds(5));
      bob.accept();
      alice.awaitEstablished();

      alice.digits("159*#");
      await().atMost(Duration.ofSeconds(5)).until(() -> bob.digitsHeard().equals("159*#"));
      alice.hold();
      await().atMost(Duration.ofSeconds(5)).until(() -> bob.log().contains("a=sendonly"));
      alice.resume();
      int received = alice.packetsReceived();
      await().atMost(Duration.ofSeconds(5)).until(() -> alice.packetsReceived() > received + 20);
      assertThat(alice.packetsSent()).isPositive();
      bob.hangup();
      assertThat(alice.awaitClosed(Duration.ofSeconds(5))).contains("reset by peer");
    }
  }

  private static BaresipSettings named(BaresipSettings common, String name, int hertz) {
    return new BaresipSettings(
            name,
            common.transport(),
            common.codecs(),
            common.encryption(),
            common.answer(),
            common.microphone(),
            common.extra(),
            common.account())
        .withTone(hertz);
  }
}
