package io.carillon.benchmarks.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** That the bench runs; what it measures in a build says nothing. */
class MeetingCommandTest {
  private Path folder;

  /** No @TempDir: janus' folder holds links to its modules, which JUnit would warn of. */
  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "meeting-");
  }

  @Test
  void aMeetingOnTheServerAlone() throws IOException {
    JsonNode figures = run("--no-janus");

    assertThat(figures.path("bridges")).hasSize(1);
    worked(figures.path("bridges").get(0));
  }

  @Test
  @RequiresPeer("janus")
  void aMeetingOnTheServerAndOnJanus() throws IOException {
    JsonNode figures = run();

    assertThat(figures.path("bridges")).hasSize(2);
    figures.path("bridges").forEach(MeetingCommandTest::worked);
    assertThat(folder.resolve("meeting.md")).content().contains("janus audiobridge");
  }

  @Test
  void refusesALoadThatCannotBe() {
    StringWriter error = new StringWriter();
    CommandLine command =
        new CommandLine(new MeetingCommand()).setErr(new PrintWriter(error, true));

    assertThat(command.execute("--participants", "251")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(error.toString()).contains("allowed are 2-250");
  }

  private JsonNode run(String... more) throws IOException {
    String[] load = {
      "--participants",
      "4",
      "--talkers",
      "1",
      "--seconds",
      "2",
      "--rounds",
      "1",
      "--settle",
      "1",
      "--warm-up",
      "0",
      "--out",
      folder.toString()
    };
    StringWriter out = new StringWriter();
    StringWriter error = new StringWriter();
    int code =
        new CommandLine(new MeetingCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(error))
            .execute(concat(load, more));
    assertThat(code).as("%s%s", out, error).isZero();
    return new ObjectMapper().readTree(Files.readString(folder.resolve("meeting.json")));
  }

  private static String[] concat(String[] first, String[] second) {
    String[] all = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  private static void worked(JsonNode bridge) {
    assertThat(bridge.path("packetsReceived").asLong()).isPositive();
    assertThat(bridge.path("cpuMillisPerParticipantSecond").asDouble()).isNotNegative();
  }
}
