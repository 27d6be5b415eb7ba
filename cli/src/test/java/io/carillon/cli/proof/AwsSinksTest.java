package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.cli.peers.FreePorts;
import io.carillon.cli.peers.Sipp;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A call while Amazon is away, and what Amazon has of it when it is back: one server of ours stands
 * for all its services. The rules of each are tested in the module aws.
 */
@RequiresPeer("sipp")
class AwsSinksTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Pattern SNS_ID =
      Pattern.compile("PublishBatchRequestEntries\\.member\\.\\d+\\.Id=(\\d+)");

  private final ObjectMapper mapper = new ObjectMapper();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  @TempDir Path folder;

  private record Asked(String what, String authorization, String body) {}

  @Test
  void whatACallLeavesReachesEachServiceOnceItIsThere() throws Exception {
    int port = FreePorts.next(1);
    String amazon = "http://127.0.0.1:" + port;
    try (TestedServer server =
        TestedServer.start(
            folder.resolve("server"),
            "aws.endpoint=" + amazon,
            "logs.sink=cloudwatch",
            "events.sink=eventbridge",
            "events.sns-topic=arn:aws:sns:us-east-1:111122223333:streams",
            "events.sqs-queue=" + amazon + "/111122223333/streams",
            "cdr.sink=s3")) {
      Scenario.writeSounds(folder);
      String meeting = server.createMeeting();
      try (Sipp sipp = Scenario.start("talk", folder, server.udp(), meeting, "-d", "4000")) {
        sipp.await(SOON).assertCalls(1);
      }
      await().atMost(SOON).until(() -> server.metric("carillon_outbox_failures_total") > 5);
      HttpServer services = HttpServer.create(loopback(port), 0);
      services.createContext("/", this::answer);
      services.start();
      try {
        await()
            .atMost(SOON)
            .until(
                () ->
                    server.metric("carillon_outbox_waiting{") == 0
                        && server.metric("carillon_outbox_delivered_total") > 10);
      } finally {
        services.stop(0);
      }
      assertThat(server.metric("carillon_outbox_lost_total")).isZero();
      assertThat(server.metric("carillon_outbox_refused_total")).isZero();
    }
    assertThat(asked)
        .allSatisfy(
            request ->
                assertThat(request.authorization()).startsWith("AWS4-HMAC-SHA256 Credential="));
    eachServiceHasItsPart();
  }

  private void eachServiceHasItsPart() {
    assertThat(bodies("PUT /carillon-cdrs/Amazon-Chime-Business-Calling-CDRs/json/000000000000/"))
        .singleElement()
        .satisfies(
            cdr -> assertThat(cdr).contains("\"ServiceCode\":\"AmazonChimeBusinessCalling\""));
    assertThat(bodies("Logs_20140328.PutLogEvents"))
        .anyMatch(body -> body.contains("/aws/ChimeVoiceConnectorLogs/meetings"))
        .anyMatch(
            body ->
                body.contains("/aws/ChimeVoiceConnectorSipMessages/meetings")
                    && body.contains("INVITE sip:"));
    assertThat(bodies("AWSEvents.PutEvents"))
        .anyMatch(body -> body.contains("\"Source\":\"aws.chime\""))
        .anyMatch(body -> body.contains("\"DetailType\":\"Carillon Meeting Event\""));
    for (String kind : List.of("AmazonSQS.SendMessageBatch", "Action=PublishBatch")) {
      assertThat(String.join("\n", bodies(kind)))
          .contains("STARTED", "ENDED", "Streaming")
          .doesNotContain("Carillon");
    }
  }

  private List<String> bodies(String what) {
    return asked.stream().filter(a -> a.what().startsWith(what)).map(Asked::body).toList();
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      String what = target;
      if (target == null && body.startsWith("Action=")) {
        what = body.substring(0, body.indexOf('&'));
      } else if (target == null) {
        what = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      }
      asked.add(new Asked(what, exchange.getRequestHeaders().getFirst("Authorization"), body));
      byte[] answer = answer(what, body).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
      if (answer.length > 0) {
        exchange.getResponseBody().write(answer);
      }
    }
  }

  private String answer(String what, String body) throws IOException {
    return switch (what) {
      case "AWSEvents.PutEvents" -> {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("FailedEntryCount", 0);
        ArrayNode entries = answer.putArray("Entries");
        mapper.readTree(body).path("Entries").forEach(e -> entries.addObject().put("EventId", "1"));
        yield answer.toString();
      }
      case "AmazonSQS.SendMessageBatch" -> {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = answer.putArray("Successful");
        for (JsonNode entry : mapper.readTree(body).path("Entries")) {
          entries
              .addObject()
              .put("Id", entry.path("Id").asText())
              .put("MessageId", "1")
              .put("MD5OfMessageBody", md5(entry.path("MessageBody").asText()));
        }
        yield answer.toString();
      }
      case "Action=PublishBatch" -> {
        StringBuilder members = new StringBuilder();
        SNS_ID
            .matcher(body)
            .results()
            .forEach(id -> members.append("<member><Id>" + id.group(1) + "</Id></member>"));
        yield "<PublishBatchResponse><PublishBatchResult><Successful>"
            + members
            + "</Successful></PublishBatchResult></PublishBatchResponse>";
      }
      default -> what.startsWith("PUT ") ? "" : "{}";
    };
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
