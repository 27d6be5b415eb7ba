package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.peers.Sipp;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Many calls through a trunk leave nothing behind and every one is on record, whatever happens to
 * the server. With {@code -Dcarillon.log.level=INFO} the figures are shown.
 */
@Isolated
@RequiresPeer("sipp")
class TrunkLoadTest {
  private static final Logger LOG = LoggerFactory.getLogger(TrunkLoadTest.class);
  private static final Duration LONGEST = Duration.ofSeconds(180);
  private static final int CALLS = 2000;
  private static final String PER_SECOND = "50";
  private static final String WARM_UP_PER_SECOND = "10";

  /** What caches and tables may still grow after the warm-up; a leg kept would be 20 KB of it. */
  private static final long GROWTH_BYTES = 4 << 20;

  /** The 200 of a BYE in the messages that sipp received. */
  private static final Pattern BYE_ANSWERED =
      Pattern.compile("SIP/2\\.0 200 [^\\r\\n]*\\r?\\n(?:[^\\r\\n]+\\r?\\n)*?\\r?\\n");

  @TempDir Path folder;

  @Test
  void twoThousandCallsLeaveNothingBehindAndAreAllOnRecord() {
    try (TrunkHouse house = TrunkHouse.start(folder, "media.ports=33000-59999")) {
      run(house, 100, WARM_UP_PER_SECOND, "500");
      house.server().awaitQuiet();
      Footprint before = Footprint.of(house.server());
      int records = callDetailRecords().size();

      run(house, CALLS, PER_SECOND, "3000");
      house.server().awaitQuiet();

      await().until(() -> house.server().fact("records", "cdrsOwed") == 0);
      Footprint after = Footprint.of(house.server());
      LOG.info("before {}; after {} calls {}", before, CALLS, after);
      assertThat(callDetailRecords()).hasSize(records + CALLS);
      assertThat(after.files()).isLessThanOrEqualTo(before.files());
      assertThat(after.threads()).isLessThanOrEqualTo(before.threads());
      assertThat(after.heap()).isLessThan(before.heap() + GROWTH_BYTES);
      assertThat(after.direct()).isLessThan(before.direct() + GROWTH_BYTES);
      assertThat(house.server().log()).doesNotContain("ERROR", "Exception");
    }
  }

  private static void run(TrunkHouse house, int calls, String perSecond, String millis) {
    String[] many = {"-m", Integer.toString(calls), "-l", "1000"};
    try (Sipp pbx = house.pbxAnswers(CallFlow.ANSWERED_AT_ONCE.calleeSide(), 9000, many);
        Sipp carrier =
            house.carrierCalls(
                CallFlow.ANSWERED_AT_ONCE.callerSide(),
                9002,
                "-m",
                many[1],
                "-l",
                many[3],
                "-r",
                perSecond,
                "-d",
                millis)) {
      carrier.await(LONGEST).assertCalls(calls);
      pbx.await(LONGEST).assertCalls(calls);
    }
  }

  @Test
  void afterAPowerCutEveryCallThatHadEndedIsOnRecord() {
    Set<String> ended;
    try (TrunkHouse house = TrunkHouse.start(folder, "media.ports=33000-59999");
        Sipp pbx = house.pbxAnswers(CallFlow.ANSWERED_AT_ONCE.calleeSide(), 9000, "-m", "1000");
        Sipp carrier =
            house.carrierCalls(
                CallFlow.ANSWERED_AT_ONCE.callerSide(),
                9002,
                "-m",
                "1000",
                "-l",
                "500",
                "-r",
                PER_SECOND,
                "-d",
                "1000")) {
      await().atMost(LONGEST).until(() -> endedCalls(carrier).size() > 100);
      house.server().kill();
      ended = endedCalls(carrier);
      assertThat(pbx.messages()).contains("BYE sip:");
    }
    try (TestedServer again = TestedServer.start(folder.resolve("server"))) {
      await().atMost(LONGEST).until(() -> again.fact("records", "cdrsOwed") == 0);
      List<JsonNode> records = callDetailRecords();
      Set<String> onRecord = new HashSet<>(records.stream().map(TrunkLoadTest::callId).toList());
      LOG.info("{} calls had ended, {} are on record", ended.size(), records.size());
      assertThat(onRecord).containsAll(ended).hasSameSizeAs(records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<JsonNode> callDetailRecords() {
    return new Records(folder.resolve("server/data")).callDetailRecords();
  }

  private static String callId(JsonNode record) {
    return record.path("CallId").asText();
  }

  /** Call-IDs of the calls whose BYE was answered. */
  private static Set<String> endedCalls(Sipp caller) {
    Set<String> ended = new HashSet<>();
    Matcher responses = BYE_ANSWERED.matcher(caller.messages());
    while (responses.find()) {
      String response = responses.group();
      if (response.contains(" BYE")) {
        Matcher id = Pattern.compile("Call-ID: *([^\\r\\n]+)").matcher(response);
        if (id.find()) {
          ended.add(id.group(1).strip());
        }
      }
    }
    return ended;
  }
}
