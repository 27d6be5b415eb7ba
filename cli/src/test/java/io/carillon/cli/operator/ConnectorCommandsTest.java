package io.carillon.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.cli.demo.ServerProcess;
import io.carillon.cli.operator.Commands.Outcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code carillon connector} and {@code carillon number} against a server of its own. */
class ConnectorCommandsTest {
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
                "http.bind=127.0.0.1:0",
                "--set",
                "connectors.domain=example.org"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Outcome run(String... command) {
    return new Commands(data).run(command);
  }

  private static JsonNode done(String... command) {
    return new Commands(data).done(command);
  }

  private static void refused(String words, String... command) {
    Outcome outcome = run(command);
    assertThat(outcome.exitCode()).as(outcome.out()).isEqualTo(1);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .startsWith("carillon: ")
        .contains(words)
        .doesNotContain("Exception", "\tat ");
  }

  private static String connector(String name) {
    return done("connector", "create", "--name", name).path("voiceConnectorId").asText();
  }

  @Test
  void a_connector_is_created_shown_listed_renamed_and_deleted() {
    JsonNode made = done("connector", "create", "--name", "Head office", "--region", "eu-west-1");
    String id = made.path("voiceConnectorId").asText();
    assertThat(id).matches("[a-z0-9]{22}");
    assertThat(made.path("outboundHostName").asText())
        .isEqualTo(id + ".voiceconnector.example.org");
    assertThat(made.path("region").asText()).isEqualTo("eu-west-1");
    assertThat(made.path("termination").isNull()).isTrue();

    assertThat(done("connector", "show", id)).isEqualTo(made);
    assertThat(done("connector", "list").findValuesAsText("voiceConnectorId")).contains(id);
    JsonNode renamed =
        done("connector", "update", id, "--name", "Branch", "--require-encryption", "true");
    assertThat(renamed.path("name").asText()).isEqualTo("Branch");
    assertThat(renamed.path("requireEncryption").asBoolean()).isTrue();

    done("connector", "delete", id);
    refused("there is no voice connector with the ID " + id, "connector", "show", id);
  }

  @Test
  void routes_are_set_and_what_a_command_leaves_out_stays() {
    String id = connector("Routes");
    JsonNode set =
        done(
            "connector",
            "origination",
            id,
            "--route",
            "127.0.0.1:5060/udp,priority=1,weight=1",
            "--route",
            "[::1]:5061/tls,priority=2,weight=50");
    assertThat(set.at("/origination/routes").toString())
        .isEqualTo(
            "[{\"host\":\"127.0.0.1\",\"port\":5060,\"protocol\":\"UDP\",\"priority\":1,\"weight\":1},"
                + "{\"host\":\"::1\",\"port\":5061,\"protocol\":\"TLS\",\"priority\":2,\"weight\":50}]");
    assertThat(set.at("/origination/disabled").asBoolean()).isFalse();

    JsonNode disabled = done("connector", "origination", id, "--disabled", "true");
    assertThat(disabled.at("/origination/disabled").asBoolean()).isTrue();
    assertThat(disabled.at("/origination/routes")).isEqualTo(set.at("/origination/routes"));

    refused("from 1 to 100", "connector", "origination", id, "--route", "a:1/udp,priority=101");
    refused("udp, tcp, tls", "connector", "origination", id, "--route", "127.0.0.1:5060/sctp");
    refused("requires encryption", "connector", "update", id, "--require-encryption", "true");
    refused("nothing to set", "connector", "origination", id);
    assertThat(done("connector", "show", id)).isEqualTo(disabled);

    assertThat(done("connector", "origination", id, "--remove").path("origination").isNull())
        .isTrue();
  }

  @Test
  void termination_keeps_user_names_and_shows_no_password() {
    String id = connector("Termination");
    Outcome set =
        run(
            "connector",
            "termination",
            id,
            "--cidr",
            "127.0.0.0/8",
            "--cidr",
            "2001:db8::/32",
            "--calling-regions",
            "US,CA",
            "--credentials",
            "pbx:pass:word",
            "--cps",
            "10");
    assertThat(set.exitCode()).as(set.err()).isZero();
    assertThat(set.out()).doesNotContain("word");
    JsonNode json = set.json();
    assertThat(json.at("/termination/cidrAllowedList")).hasSize(2);
    assertThat(json.at("/termination/callingRegions").toString()).isEqualTo("[\"US\",\"CA\"]");
    assertThat(json.at("/termination/cpsLimit").asInt()).isEqualTo(10);
    assertThat(json.path("credentials").toString()).isEqualTo("[\"pbx\"]");

    JsonNode changed =
        done(
            "connector",
            "termination",
            id,
            "--default-number",
            "+12065550100",
            "--credentials",
            "other:secret",
            "--remove-credentials",
            "pbx");
    assertThat(changed.at("/termination/defaultPhoneNumber").asText()).isEqualTo("+12065550100");
    assertThat(changed.at("/termination/cpsLimit").asInt()).isEqualTo(10);
    assertThat(changed.path("credentials").toString()).isEqualTo("[\"other\"]");

    refused("10.0.0.0/8", "connector", "termination", id, "--cidr", "10.0.0.1/8");
    refused("ISO 3166-1", "connector", "termination", id, "--calling-regions", "USA");
    refused("USER:PASSWORD", "connector", "termination", id, "--credentials", "nocolon");
  }

  @Test
  void streaming_is_set_with_its_retention_and_targets() {
    String id = connector("Streaming");
    refused("retention", "connector", "streaming", id, "--disabled", "true");
    JsonNode set =
        done(
            "connector", "streaming", id, "--retention-hours", "24", "--notify", "SQS,eventbridge");
    assertThat(set.path("streaming").toString())
        .isEqualTo(
            "{\"dataRetentionInHours\":24,\"disabled\":false,"
                + "\"notificationTargets\":[\"EventBridge\",\"SQS\"]}");
    assertThat(done("connector", "streaming", id, "--remove").path("streaming").isNull()).isTrue();
  }

  @Test
  void logs_are_turned_off_and_on_one_by_one() {
    String id = connector("Logs");
    JsonNode off = done("connector", "logging", id, "--sip-messages", "false");
    assertThat(off.path("logging").toString())
        .isEqualTo("{\"enableSIPLogs\":false,\"enableMediaMetricLogs\":true}");

    JsonNode on = done("connector", "logging", id, "--sip-messages", "true");
    assertThat(on.path("logging").path("enableSIPLogs").asBoolean()).isTrue();
    refused("nothing to set", "connector", "logging", id);
  }

  @Test
  void numbers_lead_to_a_connector_or_to_the_meetings() {
    String id = connector("Numbers");
    JsonNode added =
        done("number", "add", "+12065550111", "--connector", id, "--calling-name", "Head office");
    assertThat(added.path("voiceConnectorId").asText()).isEqualTo(id);
    assertThat(added.path("meetings").asBoolean()).isFalse();
    assertThat(done("number", "add", "+12065550112", "--meetings").path("meetings").asBoolean())
        .isTrue();
    assertThat(done("number", "list").findValuesAsText("e164PhoneNumber"))
        .contains("+12065550111", "+12065550112");

    refused("owns +12065550111", "connector", "delete", id);
    refused("there already", "number", "add", "+12065550111", "--meetings");
    refused("one place", "number", "add", "+12065550113");
    refused("one place", "number", "add", "+12065550113", "--meetings", "--connector", id);
    refused("E.164", "number", "add", "911x", "--meetings");
    refused("no voice connector", "number", "add", "+12065550113", "--connector", "n".repeat(22));

    done("number", "remove", "+12065550111");
    refused("there is no number +12065550111", "number", "remove", "+12065550111");
    done("connector", "delete", id);
  }

  @Test
  void both_ways_of_a_connector_are_switched_off_and_on() {
    String id = connector("Switch");
    done("connector", "termination", id, "--cidr", "192.0.2.1", "--calling-regions", "US");
    done("connector", "origination", id, "--route", "192.0.2.1:5060/udp");
    for (String way : List.of("termination", "origination")) {
      assertThat(done("connector", way, id, "--disable").at("/" + way + "/disabled").asBoolean())
          .isTrue();
      assertThat(done("connector", way, id, "--enable").at("/" + way + "/disabled").asBoolean())
          .isFalse();
      refused("one of --disabled", "connector", way, id, "--enable", "--disable");
    }
  }

  @Test
  void emergency_numbers_are_set() {
    String id = connector("Help");
    JsonNode set =
        done(
            "connector",
            "emergency",
            id,
            "--number",
            "US=+13035550111,test=+13035550112",
            "--number",
            "GB=+442071110000");
    assertThat(set.path("emergencyCalling").toString())
        .isEqualTo(
            "[{\"callingCountry\":\"GB\",\"emergencyPhoneNumber\":\"+442071110000\","
                + "\"testPhoneNumber\":null},"
                + "{\"callingCountry\":\"US\",\"emergencyPhoneNumber\":\"+13035550111\","
                + "\"testPhoneNumber\":\"+13035550112\"}]");
    refused("COUNTRY=+E164", "connector", "emergency", id, "--number", "US:911");
    refused("nothing to set", "connector", "emergency", id);
    assertThat(done("connector", "emergency", id, "--remove").path("emergencyCalling").isNull())
        .isTrue();
  }

  @Test
  void a_group_is_created_changed_and_deleted() {
    String first = connector("First");
    String second = connector("Second");
    JsonNode made =
        done(
            "group",
            "create",
            "--name",
            "Both",
            "--connector",
            second + ",priority=2",
            "--connector",
            first);
    String id = made.path("voiceConnectorGroupId").asText();
    assertThat(made.path("voiceConnectorItems").findValuesAsText("voiceConnectorId"))
        .containsExactly(first, second);
    assertThat(done("group", "show", id)).isEqualTo(made);
    assertThat(done("group", "list").findValuesAsText("voiceConnectorGroupId")).contains(id);

    JsonNode changed = done("group", "update", id, "--connector", second);
    assertThat(changed.path("name").asText()).isEqualTo("Both");
    assertThat(changed.path("voiceConnectorItems")).hasSize(1);
    assertThat(done("group", "update", id, "--name", "One").path("name").asText()).isEqualTo("One");

    refused("CONNECTOR-ID", "group", "update", id, "--connector", "x,weight=1");
    refused("nothing to set", "group", "update", id);
    refused("no voice connector group", "group", "show", "nonsense");
    refused("group", "connector", "delete", second);
    done("group", "delete", id);
    refused("no voice connector group", "group", "show", id);
    done("connector", "delete", second);
  }

  @Test
  void a_number_is_led_elsewhere_and_named() {
    String id = connector("Elsewhere");
    String group =
        done("group", "create", "--name", "G", "--connector", id)
            .path("voiceConnectorGroupId")
            .asText();
    String number = "+12065550121";
    assertThat(done("number", "add", number, "--group", group).path("voiceConnectorGroupId"))
        .isEqualTo(done("number", "show", number).path("voiceConnectorGroupId"));
    assertThat(
            done("number", "assign", number, "--connector", id).path("voiceConnectorId").asText())
        .isEqualTo(id);
    assertThat(done("number", "assign", number, "--meetings").path("meetings").asBoolean())
        .isTrue();
    JsonNode nowhere = done("number", "assign", number, "--unassigned");
    assertThat(nowhere.path("voiceConnectorId").isNull()).isTrue();
    assertThat(nowhere.path("meetings").asBoolean()).isFalse();

    refused("2-15 letters", "number", "calling-name", number, "much too long a name");
    assertThat(done("number", "calling-name", number, "ACME INC").path("callingName").asText())
        .isEqualTo("ACME INC");
    refused("once in 7 days", "number", "calling-name", number, "OTHER");
    refused("one place", "number", "assign", number, "--meetings", "--unassigned");
    refused("there is no number", "number", "assign", "+12065550122", "--meetings");
    done("number", "remove", number);
  }

  @Test
  void nothing_answers_without_the_token_and_unknown_members_are_named() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String path : List.of("/operator/connectors", "/operator/numbers", "/operator/groups")) {
        URI uri = URI.create("http://" + server.ready().path("http").asText() + path);
        assertThat(
                client
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .statusCode())
            .as(path)
            .isEqualTo(401);
      }
    }
    try (OperatorClient client = new OperatorClient(data)) {
      var body = JSON.createObjectNode().put("name", "Typo").put("requireEncription", true);
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> client.post("/operator/connectors", body)))
          .isInstanceOf(OperatorException.class)
          .hasMessageContaining("requireEncription: not known here");
    }
  }

  @Test
  void wrong_usage_is_exit_code_two() {
    assertThat(run("connector", "create").exitCode()).isEqualTo(2);
    assertThat(run("connector", "termination", "x", "--cps", "many").exitCode()).isEqualTo(2);
    assertThat(run("number", "add").exitCode()).isEqualTo(2);
  }
}
