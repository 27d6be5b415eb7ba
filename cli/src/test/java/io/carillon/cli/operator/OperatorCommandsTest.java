package io.carillon.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.cli.Carillon;
import io.carillon.cli.demo.ServerProcess;
import io.carillon.cli.operator.Commands.Outcome;
import io.carillon.cli.serve.RunFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator commands against a server in a process of its own. */
class OperatorCommandsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path data;
  private static ServerProcess server;

  @BeforeAll
  static void start() throws IOException {
    server =
        ServerProcess.start(
            data.resolve("server.log"),
            List.of(
                "--data",
                data.toString(),
                "--set",
                "sip.tls.bind=127.0.0.1:0",
                "--set",
                "h323.bind=",
                "--set",
                "http.bind=127.0.0.1:0"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Outcome run(Path folder, String... command) {
    return new Commands(folder).run(command);
  }

  @Test
  void the_ready_line_names_every_listener() {
    assertThat(server.ready().path("ready").asBoolean()).isTrue();
    assertThat(server.ready().path("sip_tls").asText()).matches("127\\.0\\.0\\.1:\\d+");
    assertThat(server.ready().path("http").asText()).matches("127\\.0\\.0\\.1:\\d+");
    assertThat(server.ready().has("sip_udp")).isFalse();
  }

  @Test
  void a_meeting_is_created_shown_listed_and_ended() {
    Outcome created = run(data, "meeting", "create", "--title", "Monday round");
    assertThat(created.exitCode()).isZero();
    String id = created.json().path("meetingId").asText();
    assertThat(id).matches("\\d{10}");
    assertThat(created.json().has("passcode")).isFalse();

    assertThat(run(data, "meeting", "show", id).json().path("title").asText())
        .isEqualTo("Monday round");
    assertThat(run(data, "meeting", "list").json().findValuesAsText("meetingId")).contains(id);

    assertThat(run(data, "meeting", "end", id).json().path("state").asText()).isEqualTo("ended");
    Outcome again = run(data, "meeting", "end", id);
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("was ended before");
  }

  @Test
  void a_moderated_meeting_has_a_moderator_id_and_a_passcode() {
    JsonNode meeting = run(data, "meeting", "create", "--moderated").json();
    assertThat(meeting.path("moderatorId").asText()).matches("\\d{13}");
    assertThat(meeting.path("passcode").asText()).matches("\\d{6}");
  }

  @Test
  void what_is_not_there_is_said_on_stderr_with_exit_code_one() {
    for (String[] command :
        List.of(
            new String[] {"meeting", "show", "0000000000"},
            new String[] {"call", "show", "no-such-call"},
            new String[] {"call", "end", "no-such-call"},
            new String[] {"meeting", "show", "../../health"})) {
      Outcome outcome = run(data, command);
      assertThat(outcome.exitCode()).as(String.join(" ", command)).isEqualTo(1);
      assertThat(outcome.out()).isEmpty();
      assertThat(outcome.err()).startsWith("carillon: ").doesNotContain("Exception");
    }
  }

  @Test
  void lists_are_empty_while_nobody_calls() {
    assertThat(run(data, "call", "list").json()).isEmpty();
    Outcome quality = run(data, "quality");
    assertThat(quality.exitCode()).isZero();
    assertThat(quality.out()).isEmpty();
  }

  @Test
  void wrong_usage_is_exit_code_two() {
    assertThat(run(data, "meeting", "show").exitCode()).isEqualTo(2);
    assertThat(run(data, "meeting", "create", "--moderatd").exitCode()).isEqualTo(2);
  }

  @Test
  void a_folder_without_a_server_says_how_to_start_one(@TempDir Path empty) {
    Outcome outcome = run(empty, "meeting", "list");
    assertThat(outcome.exitCode()).isEqualTo(1);
    assertThat(outcome.err()).contains("no server runs with the data folder").contains("serve");
  }

  @Test
  void only_the_owner_can_read_the_token_and_nothing_answers_without_it() throws Exception {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(RunFile.path(data))))
        .isEqualTo("rw-------");
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String path : List.of("/operator/meetings", "/operator/calls", "/operator/quality")) {
        for (String token : List.of("", "Bearer ", "Bearer 00")) {
          HttpRequest.Builder request = HttpRequest.newBuilder(http(path));
          if (!token.isEmpty()) {
            request.header("Authorization", token);
          }
          assertThat(client.send(request.build(), BodyHandlers.ofString()).statusCode())
              .as(path)
              .isEqualTo(401);
        }
      }
    }
  }

  @Test
  void the_server_checks_what_it_tells_far_ends() throws IOException {
    Outcome outcome = run(data, "check");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .contains("self-signed")
        .contains("names every host of sip.domains")
        .contains("far ends are told 127.0.0.1, which only your own network reaches");
  }

  @Test
  void health_and_metrics_are_open() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var health =
          client.send(HttpRequest.newBuilder(http("/health")).build(), BodyHandlers.ofString());
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(JSON.readTree(health.body()).at("/parts/media/opus").asText()).isNotEmpty();
      var metrics =
          client.send(HttpRequest.newBuilder(http("/metrics")).build(), BodyHandlers.ofString());
      assertThat(metrics.body()).contains("carillon_media_ports_free 25000");
    }
  }

  private static URI http(String path) {
    return URI.create("http://" + server.ready().path("http").asText() + path);
  }

  @Test
  void a_second_server_on_the_same_folder_is_refused_with_a_sentence() throws IOException {
    Path log = data.resolve("second.log");
    assertThatThrownBy(
            () ->
                ServerProcess.start(
                    log,
                    List.of(
                        "--data",
                        data.toString(),
                        "--set",
                        "sip.tls.bind=127.0.0.1:0",
                        "--set",
                        "h323.bind=",
                        "--set",
                        "http.bind=127.0.0.1:0")))
        .isInstanceOf(IOException.class);
    assertThat(Files.readString(log)).contains("carillon: ").doesNotContain("\tat ");
    assertThat(run(data, "meeting", "list").exitCode()).as("the first one goes on").isZero();
  }

  @Test
  void bad_settings_stop_the_start_with_a_sentence(@TempDir Path other) {
    for (String bad :
        List.of("media.srtp=maybe", "sip.tls.bnd=1", "streams.sink=tape", "http.bind=127.0.0.1")) {
      StringWriter err = new StringWriter();
      int exitCode =
          Carillon.commandLine()
              .setErr(new PrintWriter(err))
              .execute("serve", "--data", other.toString(), "--set", bad);
      assertThat(exitCode).as(bad).isEqualTo(1);
      assertThat(err.toString())
          .startsWith("carillon: " + bad.substring(0, bad.indexOf('=')))
          .containsAnyOf("allowed: ", "did you mean sip.tls.bind?")
          .doesNotContain("\tat ");
    }
  }
}
