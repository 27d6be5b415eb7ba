package io.carillon.benchmarks.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** That the bench runs; what it measures in a build says nothing. */
class RelayCommandTest {
  @TempDir Path folder;

  @Test
  void callsThroughAConnectorOfAServer() throws IOException {
    JsonNode figures = run("--no-rtpengine");

    assertThat(figures.path("relays")).hasSize(1);
    worked(figures.path("relays").get(0));
  }

  @Test
  void callsBetweenSrtpAndRtp() throws IOException {
    worked(run("--no-rtpengine", "--srtp").path("relays").get(0));
  }

  @Test
  void callsOnTheMediaPlaneAlone() throws IOException {
    worked(run("--no-rtpengine", "--media-alone", "--srtp").path("relays").get(0));
  }

  @Test
  @RequiresPeer("rtpengine")
  void callsOnOursAndOnRtpengine() throws IOException {
    JsonNode figures = run("--srtp");

    assertThat(figures.path("relays")).hasSize(2);
    figures.path("relays").forEach(RelayCommandTest::worked);
    assertThat(folder.resolve("relay.md")).content().contains("rtpengine");
  }

  @Test
  void refusesALoadThatCannotBe() {
    StringWriter error = new StringWriter();
    CommandLine command = new CommandLine(new RelayCommand()).setErr(new PrintWriter(error, true));

    assertThat(command.execute("--calls", "2001")).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(error.toString()).contains("allowed are 1-2000");
  }

  private JsonNode run(String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of("--calls", "3", "--seconds", "2", "--rounds", "1", "--settle", "1"));
    arguments.addAll(List.of("--warm-up", "0", "--out", folder.toString()));
    arguments.addAll(List.of(more));
    StringWriter out = new StringWriter();
    StringWriter error = new StringWriter();
    int code =
        new CommandLine(new RelayCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(error))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).as("%s%s", out, error).isZero();
    return new ObjectMapper().readTree(Files.readString(folder.resolve("relay.json")));
  }

  private static void worked(JsonNode relay) {
    assertThat(relay.path("packetsReceived").asLong()).isPositive();
    assertThat(relay.path("packetsPerCpuSecond").asDouble()).isPositive();
  }
}
