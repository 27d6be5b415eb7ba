package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.cli.peers.Command;
import io.carillon.cli.peers.Sipp;
import io.carillon.cli.peers.SippScript;
import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Strangers scan, guess and flood; the calls of those who pay go on as ever. */
@Isolated
@RequiresPeer({"sipp", "svmap", "svwar", "svcrack"})
class ScannerTest {
  private static final Duration LONGEST = Duration.ofSeconds(120);
  private static final String STRANGER = "127.0.0.9";
  private static final int CALLS = 100;
  private static final int FLOOD = 4000;
  private static final long GROWTH_BYTES = 8 << 20;

  @TempDir static Path folder;

  private static TrunkHouse house;
  private static TrunkHouse quiet;

  @BeforeAll
  static void start() {
    house = TrunkHouse.start(folder, "sip.source-rate=30", "media.ports=33000-59999");
    quiet = house.overTcp();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  /**
   * What is done while a hundred calls of a second come in, twenty a second; over TCP, so that what
   * is left later is the attackers'.
   */
  private static void whileCallsGoOn(Runnable attack) {
    String calls = Integer.toString(CALLS);
    try (Sipp pbx =
            quiet.pbxAnswers(
                CallFlow.ANSWERED_AT_ONCE.calleeSide(), 9000, "-m", calls, "-l", calls);
        Sipp carrier =
            quiet.carrierCalls(
                CallFlow.ANSWERED_AT_ONCE.callerSide(),
                9002,
                "-m",
                calls,
                "-l",
                calls,
                "-r",
                "20",
                "-d",
                "1000")) {
      attack.run();
      carrier.await(LONGEST).assertCalls(CALLS);
      pbx.await(LONGEST).assertCalls(CALLS);
    }
  }

  @Test
  void callsGoOnAndNothingIsLeftOfTheAttacks() {
    whileCallsGoOn(ScannerTest::strangerCalls); // warms up
    house.server().awaitQuiet();
    Footprint before = Footprint.of(house.server());
    double shed = shed();

    whileCallsGoOn(ScannerTest::scan);
    whileCallsGoOn(ScannerTest::flood);

    house.server().awaitQuiet();
    Footprint after = Footprint.of(house.server());
    assertThat(after.memory()).isLessThan(before.memory() + GROWTH_BYTES);
    assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
    assertThat(after.files()).isLessThanOrEqualTo(before.files());
    assertThat(shed() - shed).isGreaterThan(FLOOD / 2.0);
    assertThat(house.server().log()).doesNotContain("ERROR", "Exception");
  }

  private static void strangerCalls() {
    try (Sipp stranger = house.strangerCalls(CallFlow.refused("stranger", 403), 9004)) {
      stranger.await(LONGEST).assertCalls(1);
    }
  }

  /** Whatever is asked for looks the same: no extension, no password. */
  private static void scan() {
    String port = Integer.toString(TestedServer.port(house.server().udp()));
    vicious("svmap", "-p" + port, "-m", "INVITE", "127.0.0.1");
    String extensions = vicious("svwar", "-p" + port, "-e100-129", "--force", "127.0.0.1");
    String calls =
        vicious("svwar", "-p" + port, "-e100-129", "-m", "INVITE", "--force", "127.0.0.1");
    String password = vicious("svcrack", "-p" + port, "-u100", "-r1-20", "127.0.0.1");
    assertThat(extensions + calls).doesNotContain("| 100 ", "| 120 ");
    assertThat(password).doesNotContain("| 100 ");
  }

  private static void flood() {
    SippScript invites = SippScript.caller("flood").invite(SippScript.sdp("sendrecv")).pause(10);
    try (Sipp flood =
        house.strangerCalls(
            invites, 9004, "-m", Integer.toString(FLOOD), "-r", "800", "-l", "4000")) {
      flood.await(LONGEST);
    }
  }

  private static double shed() {
    return house.server().metric("carillon_sip_dropped_total{reason=\"too_many_of_source\"");
  }

  private static String vicious(String program, String... options) {
    List<String> words = new ArrayList<>(List.of(program, "-b", STRANGER));
    words.addAll(List.of(options));
    return Command.run(LONGEST, words).output();
  }
}
