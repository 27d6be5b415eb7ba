package io.carillon.cli.proof;

import static io.carillon.cli.proof.RunningServer.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cli.peers.BaresipSettings;
import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Phones with DTLS-SRTP and ICE dial into a meeting in which a phone with SDES waits. */
@Isolated
@RequiresPeer("baresip")
class DtlsDialInTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  static Path folder;

  private static RunningServer server;
  private final List<Caller> callers = new ArrayList<>();

  @BeforeAll
  static void start() {
    server = RunningServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void hangUp() {
    callers.forEach(Caller::close);
  }

  @ParameterizedTest
  @CsvSource({
    "dtls_srtp,  no,  ''",
    "dtls_srtp,  yes, ''",
    "dtls_srtp,  yes, ice",
    "dtls_srtp,  no,  ice",
    "srtp,       yes, ice"
  })
  void isHeardAndHears(String encryption, String mux, String nat) {
    String id = server.createMeeting(false).path("meetingId").asText();
    Caller other = caller("other", 600, BaresipSettings.named("other"));
    other.dial("sip:" + id + "@" + DOMAIN);
    Caller phone = caller("phone", 1150, settings(encryption, mux, nat));

    phone.dial("sip:" + id + "@" + DOMAIN);

    server.awaitInMeeting(id, 2);
    other.awaitHears(phone);
    phone.awaitHears(other);
    String log = phone.phone().log();
    if (encryption.startsWith("dtls")) {
      assertThat(log)
          .contains("a=setup:active", "a=fingerprint:sha-256 ")
          .doesNotContain("a=crypto");
    }
    assertThat(log.contains("a=ice-lite")).isEqualTo(!nat.isEmpty());
  }

  private static BaresipSettings settings(String encryption, String mux, String nat) {
    BaresipSettings settings =
        BaresipSettings.named("phone")
            .withEncryption(encryption)
            .withCodecs(BaresipSettings.PCMU)
            .withExtra("module dtls_srtp.so", "module stun.so", "module ice.so", "rtcp_mux " + mux);
    return nat.isEmpty() ? settings : settings.withAccount("medianat=" + nat);
  }

  @Test
  void holdAndResumeMakeNoNewHandshake() {
    String id = server.createMeeting(false).path("meetingId").asText();
    Caller other = caller("other", 600, BaresipSettings.named("other"));
    other.dial("sip:" + id + "@" + DOMAIN);
    Caller phone = caller("phone", 1150, settings("dtls_srtp", "yes", ""));
    phone.dial("sip:" + id + "@" + DOMAIN);
    other.awaitHears(phone);

    phone.phone().hold();
    other.awaitHearsNot(phone);
    phone.phone().resume();

    other.awaitHears(phone);
    int received = phone.phone().packetsReceived();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(phone.phone().packetsReceived()).isGreaterThan(received));
    assertThat(server.metrics()).isNotEmpty();
  }

  private Caller caller(String name, int hertz, BaresipSettings settings) {
    Caller caller = Caller.start(server, settings, hertz, folder);
    callers.add(caller);
    return caller;
  }
}
