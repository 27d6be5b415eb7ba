package io.carillon.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.core.quality.PhoneCountries;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is killed with SIGKILL in the middle of its records. */
class CrashTest {
  private static final int LINES_BEFORE_THE_KILL = 2500;

  @TempDir Path data;
  private final List<Said> said = new ArrayList<>();
  private long lastWordNanos;

  /** One line of the doomed server: what, which, when by its clock. */
  private record Said(String what, String which, long nanos) {}

  @BeforeEach
  void runServerAndKillIt() throws Exception {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DoomedServer.class.getName(),
                data.toString())
            .redirectErrorStream(true)
            .start();
    try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null) {
        note(line);
        if (line.startsWith("line " + LINES_BEFORE_THE_KILL + " ")) {
          server.toHandle().destroyForcibly(); // SIGKILL; what it said can still be read
        }
        line = out.readLine();
      }
    } finally {
      server.destroyForcibly();
    }
    assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(server.exitValue()).isEqualTo(128 + 9);
  }

  private void note(String line) {
    String[] words = line.split(" ");
    if (words.length == 3 && List.of("line", "answered", "ended").contains(words[0])) {
      long nanos = Long.parseLong(words[2]);
      said.add(new Said(words[0], words[1], nanos));
      lastWordNanos = Math.max(lastWordNanos, nanos);
    }
  }

  @Test
  void linesAreWholeAndCompleteUpToTheLastSecondAndEveryAnsweredCallHasOneRecord()
      throws Exception {
    // Nothing ended goes without a record even before anybody starts again.
    assertThat(cdrIds()).containsAll(which("ended")).isNotEmpty();

    linesAreWholeAndConsecutive();
    startAgain();

    List<String> cdrIds = cdrIds();
    assertThat(answeredASecondBefore()).hasSizeGreaterThan(which("ended").size() / 2);
    assertThat(cdrIds).doesNotHaveDuplicates().containsAll(answeredASecondBefore());
    for (JsonNode cdr : CdrWriterTest.readCdrs(data)) {
      assertThat(cdr.path("EndTimeEpochSeconds").asLong())
          .isGreaterThanOrEqualTo(cdr.path("StartTimeEpochSeconds").asLong());
    }

    startAgain();
    assertThat(cdrIds()).containsExactlyInAnyOrderElementsOf(cdrIds);
  }

  private void linesAreWholeAndConsecutive() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<String> lines = Files.readAllLines(data.resolve("logs/numbers.jsonl"));
    for (int n = 0; n < lines.size(); n++) {
      assertThat(mapper.readTree(lines.get(n)).path("n").asInt()).isEqualTo(n);
    }
    long complete =
        said.stream()
            .filter(s -> s.what().equals("line") && lastWordNanos - s.nanos() > 1_000_000_000L)
            .count();
    assertThat(lines.size()).isGreaterThanOrEqualTo((int) complete).isPositive();
  }

  private List<String> which(String what) {
    return said.stream().filter(s -> s.what().equals(what)).map(Said::which).toList();
  }

  private List<String> answeredASecondBefore() {
    return said.stream()
        .filter(s -> s.what().equals("answered") && lastWordNanos - s.nanos() > 1_000_000_000L)
        .map(Said::which)
        .toList();
  }

  private List<String> cdrIds() throws IOException {
    return CdrWriterTest.readCdrs(data).stream()
        .map(cdr -> cdr.path(cdr.has("CdrId") ? "CdrId" : "TransactionId").asText())
        .toList();
  }

  private void startAgain() throws IOException {
    try (var scheduler = Executors.newSingleThreadScheduledExecutor();
        var blocking = Executors.newVirtualThreadPerTaskExecutor();
        CdrWriter writer =
            new CdrWriter(
                new LocalCdrSink(data, "carillon-cdrs"),
                new AccountIds("111122223333", "12a3456b-7c89-412d-8456-78901e23ab45"),
                new PhoneCountries(),
                MeetingOwners.UNKNOWN,
                data.resolve("run/calls.jsonl"),
                blocking,
                Duration.ofSeconds(2),
                scheduler,
                Clock.systemUTC())) {
      writer.start();
      assertThat(writer.owed()).isZero();
    }
  }
}
