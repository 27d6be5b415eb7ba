package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.cli.peers.FreePorts;
import io.carillon.cli.peers.Sipp;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * CloudWatch Logs away for the SIP messages of ten minutes with a call a second, five of each. With
 * room for them none is lost; with too little the oldest are, and the server says so.
 */
@RequiresPeer("sipp")
class SpoolSizeTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int TEN_MINUTES = 600;

  /** INVITE, 200, ACK, BYE, 200. */
  private static final int LEAST_MESSAGES = 5 * TEN_MINUTES;

  private static final Pattern CALL_ID = Pattern.compile("Call-ID: *([^\\\\\\s]+)");

  private final ObjectMapper mapper = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void aSpoolThatHoldsThemLosesNone() throws Exception {
    int port = FreePorts.next(1);
    try (TestedServer server = start(port, "16MiB")) {
      call(server);
      try (AmazonStub amazon = AmazonStub.start(port)) {
        awaitDelivered(server);
        List<String> messages = messages(amazon);
        for (String kind : List.of("INVITE sip:", "ACK sip:", "BYE sip:")) {
          assertThat(calls(messages, kind)).as(kind).hasSize(TEN_MINUTES);
        }
        assertThat(messages).hasSizeGreaterThanOrEqualTo(LEAST_MESSAGES);
      }
      assertThat(lost(server)).isZero();
      assertThat(server.health().path("status").asText()).isEqualTo("ok");
    }
  }

  @Test
  void aSmallerOneSaysWhatIsLost() throws Exception {
    int port = FreePorts.next(1);
    try (TestedServer server = start(port, "1MiB")) {
      call(server);
      long lost = lost(server);
      assertThat(lost).isPositive();
      JsonNode health = server.health();
      assertThat(health.path("status").asText()).isEqualTo("failing");
      JsonNode outboxes = health.path("parts").path("outboxes");
      assertThat(outboxes.path("sip-message-log").path("lost").asLong()).isEqualTo(lost);
      assertThat(outboxes.path("sip-message-log").path("trouble").asText()).isNotEmpty();
      assertThat(outboxes.path("quality-log").path("lost").asLong()).isZero();
      try (AmazonStub amazon = AmazonStub.start(port)) {
        awaitDelivered(server);
        List<String> messages = messages(amazon);
        assertThat(messages.size() + lost).isGreaterThanOrEqualTo(LEAST_MESSAGES);
        assertThat(messages.getLast()).contains("BYE");
      }
      assertThat(lost(server)).isEqualTo(lost);
    }
  }

  private TestedServer start(int port, String spool) throws IOException {
    return TestedServer.start(
        folder,
        "aws.endpoint=http://127.0.0.1:" + port,
        "logs.sink=cloudwatch",
        "streams.enabled=false",
        "aws.spool-size=" + spool);
  }

  private void call(TestedServer server) {
    String[] options = {"-t", "t1", "-m", "" + TEN_MINUTES, "-r", "150", "-l", "60", "-d", "100"};
    String meeting = server.createMeeting();
    try (Sipp sipp = Scenario.start("early-offer", folder, server.tcp(), meeting, options)) {
      sipp.await(SOON).assertCalls(TEN_MINUTES);
    }
    server.awaitQuiet();
  }

  private static long lost(TestedServer server) {
    return (long) server.metric("carillon_outbox_lost_total{sink=\"sip-message-log\"");
  }

  private static void awaitDelivered(TestedServer server) {
    await("an empty spool")
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> server.metric("carillon_outbox_waiting{") == 0);
  }

  /** The SIP messages that CloudWatch Logs got, in order. */
  private List<String> messages(AmazonStub amazon) throws IOException {
    List<String> messages = new ArrayList<>();
    for (String body : amazon.bodies("Logs_20140328.PutLogEvents")) {
      JsonNode request = mapper.readTree(body);
      if (request.path("logGroupName").asText().contains("SipMessages")) {
        request.path("logEvents").forEach(event -> messages.add(event.path("message").asText()));
      }
    }
    return messages;
  }

  /** Which calls have such a message. */
  private static Set<String> calls(List<String> messages, String start) {
    return messages.stream()
        .filter(message -> message.contains(start))
        .map(CALL_ID::matcher)
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .collect(Collectors.toSet());
  }
}
