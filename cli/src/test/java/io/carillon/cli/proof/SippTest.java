package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cli.peers.Sipp;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
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
import org.junit.jupiter.params.provider.CsvSource;

/** Debian's sipp as the far end of calls into a meeting. */
@RequiresPeer("sipp")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SippTest {
  private static final Duration SOON = Duration.ofSeconds(30);

  /** 90 s is the shortest session there is (RFC 4028 4): 45 s to a refresh, 60 s to a BYE. */
  private static final Duration SESSION = Duration.ofSeconds(100);

  @TempDir static Path folder;

  private static TestedServer server;
  private static String meeting;
  private static Sipp expiring;
  private static Sipp refreshed;

  @BeforeAll
  static void start() throws IOException {
    server = TestedServer.start(folder.resolve("server"));
    meeting = server.createMeeting();
    // These take a minute: the other tests run meanwhile.
    expiring = Scenario.start("session-expires", folder, server.udp(), meeting);
    refreshed = Scenario.start("session-refresh", folder, server.tcp(), meeting, "-t", "t1");
  }

  @AfterAll
  static void stop() {
    for (AutoCloseable part : new AutoCloseable[] {expiring, refreshed, server}) {
      try {
        if (part != null) {
          part.close();
        }
      } catch (Exception e) { // AutoCloseable declares nothing narrower
        throw new AssertionError(e);
      }
    }
  }

  @ParameterizedTest
  @Order(1)
  @CsvSource({
    "early-offer, u1",
    "early-offer, t1",
    "late-offer, u1",
    "late-offer, t1",
    "hold-resume, u1",
    "hold-resume, t1",
    "update, u1",
    "update, t1",
    "prack, u1",
    "prack, t1",
    "prack-late-offer, u1",
    "prack-late-offer, t1",
    "cancel, u1",
    "cancel, t1",
    "cancel-too-late, u1",
    "cancel-too-late, t1"
  })
  void aCallGoesAsTheScenarioSays(String scenario, String transport) {
    String address = transport.equals("t1") ? server.tcp() : server.udp();
    try (Sipp sipp =
        Scenario.start(scenario, folder, address, meeting, "-t", transport, "-d", "300")) {
      sipp.await(SOON).assertCalls(1);
    }
  }

  @Test
  @Order(2)
  void aSessionThatIsRefreshedByUsLastsUntilBye() {
    refreshed.await(SESSION).assertCalls(1);
  }

  @Test
  @Order(3)
  void aSessionNobodyRefreshesEndsWithBye() {
    expiring.await(SESSION).assertCalls(1);
  }

  @Test
  @Order(4)
  void nothingIsLeftOfThem() {
    server.awaitQuiet();
    assertThat(server.fact("records", "cdrsOwed")).isZero();
    assertThat(server.log()).doesNotContain("ERROR", "Exception");
  }
}
