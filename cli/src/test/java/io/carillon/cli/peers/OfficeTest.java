package io.carillon.cli.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** An office without a trunk: two phones at kamailio call each other. */
@Isolated
@RequiresPeer({"kamailio", "linphonec", "baresip"})
class OfficeTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  @Test
  void aLinphoneCallsABaresip() {
    int port = FreePorts.next(2);
    try (Kamailio office =
            Kamailio.start("127.0.0.4", port, "trunk.invalid", "127.0.0.1:9", folder);
        Baresip baresip =
            Baresip.start(
                BaresipSettings.named("200")
                    .withTransport("udp")
                    .withCodecs(BaresipSettings.PCMU)
                    .withEncryption("")
                    .withTone(1000)
                    .registeredAt(office.address()),
                folder);
        Linphone linphone = Linphone.start("100", "PCMU", 440, folder)) {
      office.awaitRegistered("200");
      linphone.register("100", office.address());
      office.awaitRegistered("100");
      linphone.call("sip:200@" + office.address());
      linphone.awaitConnected();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                WaveFile last = baresip.heard().last(Duration.ofSeconds(1));
                assertThat(ToneLevel.decibels(last, 440)).isGreaterThan(-35);
              });
      linphone.hangup();
      baresip.awaitClosed(Duration.ofSeconds(10));
      assertThat(ToneLevel.decibels(linphone.heard(), 1000)).isGreaterThan(-35);
    }
  }
}
