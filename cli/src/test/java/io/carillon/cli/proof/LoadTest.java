package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cli.peers.Sipp;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many calls leave nothing behind, and a leg that listens costs little memory. With {@code
 * -Dcarillon.log.level=INFO} the figures are shown.
 */
@Isolated
@RequiresPeer("sipp")
class LoadTest {
  private static final Logger LOG = LoggerFactory.getLogger(LoadTest.class);
  private static final Duration LONGEST = Duration.ofSeconds(120);
  private static final int ONE_AFTER_ANOTHER = 300;
  private static final int AT_ONCE = 60;
  private static final int LISTENERS = 200;

  /** The bound for heap and direct memory of a leg that listens. */
  private static final long LEG_BYTES = 100 * 1024;

  /** What caches and tables may still grow after the warm-up; a leg kept would be 20 KB of it. */
  private static final long GROWTH_BYTES = 2 << 20;

  @TempDir Path folder;

  private TestedServer server;
  private String meeting;

  @BeforeEach
  void start() throws IOException {
    Scenario.writeSounds(folder);
    server = TestedServer.start(folder.resolve("server"), "media.ports=33000-59999");
    meeting = server.createMeeting();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void callsLeaveNothingBehind() {
    warmUp();
    Footprint before = Footprint.of(server);
    long calls = server.fact("records", "cdrsStored");

    oneAfterAnother(ONE_AFTER_ANOTHER);
    atOnce(AT_ONCE);
    server.awaitQuiet();

    Footprint after = Footprint.of(server);
    LOG.info("before {}; after {} calls {}", before, ONE_AFTER_ANOTHER + AT_ONCE, after);
    assertThat(server.fact("records", "cdrsStored") - calls).isEqualTo(ONE_AFTER_ANOTHER + AT_ONCE);
    assertThat(after.files()).isLessThanOrEqualTo(before.files());
    assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
    assertThat(after.heap()).isLessThan(before.heap() + GROWTH_BYTES);
    assertThat(after.direct()).isLessThan(before.direct() + GROWTH_BYTES);
    assertThat(server.log()).doesNotContain("ERROR", "Exception");
  }

  @Test
  void aListeningLegCostsLittleMemory() {
    warmUp();
    Footprint before = Footprint.of(server);
    try (Sipp listeners = start("silence", LISTENERS, "-r", "50", "-d", "20000")) {
      server.awaitCalls(LISTENERS);
      Footprint during = Footprint.of(server);
      assertThat(server.fact("sip", "calls")).isEqualTo(LISTENERS);
      long perLeg = (during.memory() - before.memory()) / LISTENERS;
      LOG.info("{} bytes a leg: before {}; with {} {}", perLeg, before, LISTENERS, during);
      assertThat(perLeg).isPositive().isLessThanOrEqualTo(LEG_BYTES);
      listeners.await(LONGEST).assertCalls(LISTENERS);
    }
  }

  /** Classes are loaded, threads started and caches filled by the first calls. */
  private void warmUp() {
    oneAfterAnother(20);
    atOnce(20);
    server.awaitCalls(0);
  }

  private void oneAfterAnother(int calls) {
    try (Sipp sipp = start("early-offer", calls, 1, "-r", "1000", "-d", "10")) {
      sipp.await(LONGEST).assertCalls(calls);
    }
  }

  private void atOnce(int calls) {
    try (Sipp sipp = start("talk", calls, "-r", "60", "-d", "4000")) {
      sipp.await(LONGEST).assertCalls(calls);
    }
  }

  private Sipp start(String scenario, int calls, String... options) {
    return start(scenario, calls, calls, options);
  }

  private Sipp start(String scenario, int calls, int atOnce, String... options) {
    String[] all = new String[options.length + 4];
    System.arraycopy(options, 0, all, 4, options.length);
    all[0] = "-m";
    all[1] = Integer.toString(calls);
    all[2] = "-l";
    all[3] = Integer.toString(atOnce);
    return Scenario.start(scenario, folder, server.udp(), meeting, all);
  }
}
