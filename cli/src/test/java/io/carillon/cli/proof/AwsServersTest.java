package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.peers.ElasticMq;
import io.carillon.cli.peers.FreePorts;
import io.carillon.cli.peers.S3Mock;
import io.carillon.cli.peers.Sipp;
import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A queue and a bucket that others made, away for the calls of ten minutes and for a kill -9 of our
 * server, then there, then away once more. Ten minutes are as many calls as they have at one every
 * five seconds.
 */
@RequiresPeer("sipp")
class AwsServersTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final int TEN_MINUTES = 120;
  private static final int MORE = 5;

  /** Section 6 of the formats: CONFERENCEID_CONNECTIONDATE-CALLSTARTTIME-CDRID below the day. */
  private static final Pattern KEY =
      Pattern.compile(
          "Amazon-Chime-Business-Calling-CDRs/json/000000000000"
              + "/(?<year>\\d{4})/(?<month>\\d\\d)/(?<day>\\d\\d)/(?<conference>[0-9a-f-]{36})"
              + "_\\k<year>-\\k<month>-\\k<day>-\\d\\d\\.\\d\\d\\.\\d\\d\\.\\d{3}"
              + "_(?<cdr>[0-9a-f-]{36})");

  @TempDir Path folder;

  @Test
  void theQueueGetsEveryStreamingEventOnce() throws Exception {
    int port = FreePorts.next(1);
    String[] settings = {
      "aws.endpoint=http://127.0.0.1:" + port, "events.sqs-queue=" + ElasticMq.queueUrl(port)
    };
    try (TestedServer server = TestedServer.start(folder, settings)) {
      call(server, TEN_MINUTES);
      awaitEventsWaiting(server, 0, TEN_MINUTES);
      server.kill();
    }
    try (TestedServer server = TestedServer.start(folder, settings)) {
      List<String> first = streamingEvents();
      try (ElasticMq queue = ElasticMq.start(port, folder)) {
        awaitWaiting(server, "sqs", 0);
        assertThat(queue.take()).containsExactlyInAnyOrderElementsOf(first);
      }
      call(server, MORE);
      awaitEventsWaiting(server, first.size(), MORE);
      try (ElasticMq queue = ElasticMq.start(port, folder)) {
        awaitWaiting(server, "sqs", 0);
        assertThat(queue.take())
            .containsExactlyInAnyOrderElementsOf(
                streamingEvents().subList(first.size(), streamingEvents().size()));
      }
      assertNothingMissed(server);
    }
  }

  @Test
  void theBucketGetsEveryCallDetailRecord() throws Exception {
    int port = FreePorts.next(1);
    String[] settings = {
      "aws.endpoint=http://127.0.0.1:" + port, "cdr.sink=s3", "streams.enabled=false"
    };
    try (TestedServer server = TestedServer.start(folder, settings)) {
      call(server, TEN_MINUTES);
      awaitWaiting(server, "cdr", TEN_MINUTES);
      server.kill();
    }
    Map<String, S3Mock.Content> first;
    try (TestedServer server = TestedServer.start(folder, settings)) {
      try (S3Mock s3 = S3Mock.start(port, "carillon-cdrs", folder)) {
        awaitWaiting(server, "cdr", 0);
        first = s3.objects();
        assertThat(first).hasSize(TEN_MINUTES);
        assertThat(first).allSatisfy(AwsServersTest::assertCallDetailRecord);
      }
      call(server, MORE);
      awaitWaiting(server, "cdr", MORE);
      try (S3Mock s3 = S3Mock.start(port, "carillon-cdrs", folder)) {
        awaitWaiting(server, "cdr", 0);
        assertThat(s3.objects())
            .hasSize(TEN_MINUTES + MORE)
            .containsAllEntriesOf(first)
            .allSatisfy(AwsServersTest::assertCallDetailRecord);
      }
      assertNothingMissed(server);
    }
  }

  /** So many calls join a meeting, talk and end. */
  private void call(TestedServer server, int calls) {
    Scenario.writeSounds(folder);
    String[] options = {"-t", "t1", "-m", "" + calls, "-r", "40", "-d", "4000"};
    String meeting = server.createMeeting();
    try (Sipp sipp = Scenario.start("talk", folder, server.tcp(), meeting, options)) {
      sipp.await(SOON).assertCalls(calls);
    }
    server.awaitQuiet();
  }

  /** Waits until so many records wait for a far end. */
  private static void awaitWaiting(TestedServer server, String sink, int records) {
    await(records + " records for " + sink)
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(100))
        .until(() -> waiting(server, sink), waiting -> waiting == records);
  }

  private static int waiting(TestedServer server, String sink) {
    return server.health().path("parts").path("outboxes").path(sink).path("waiting").asInt();
  }

  private static void assertNothingMissed(TestedServer server) {
    assertThat(server.metric("carillon_outbox_lost_total")).isZero();
    assertThat(server.metric("carillon_outbox_refused_total")).isZero();
  }

  /**
   * Waits until the streams of so many calls have begun and ended, and all that the local file has
   * of them waits for the queue too.
   */
  private void awaitEventsWaiting(TestedServer server, int before, int calls) {
    await("streaming events of " + calls + " calls")
        .atMost(SOON)
        .untilAsserted(
            () -> {
              List<String> all = streamingEvents();
              List<String> events = all.subList(before, all.size());
              assertThat(events).filteredOn(e -> e.contains("\"STARTED\"")).hasSize(calls);
              assertThat(events).filteredOn(e -> e.contains("\"ENDED\"")).hasSize(calls);
              assertThat(waiting(server, "sqs")).isEqualTo(events.size());
            });
  }

  /** Those that the local file has: the whole envelopes. */
  private List<String> streamingEvents() {
    return new Records(folder.resolve("data")).texts("events/streaming.jsonl");
  }

  private static void assertCallDetailRecord(String key, S3Mock.Content content) {
    Matcher parts = KEY.matcher(key);
    assertThat(parts.matches()).as(key).isTrue();
    assertThat(content.type()).isEqualTo("application/json");
    JsonNode cdr = Records.parse(content.text());
    assertThat(cdr.fieldNames()).toIterable().containsExactlyElementsOf(Records.MEETING_CDR);
    assertThat(cdr).allMatch(JsonNode::isTextual);
    assertThat(cdr.path("CdrId").asText()).isEqualTo(parts.group("cdr"));
    assertThat(cdr.path("ConferenceId").asText()).isEqualTo(parts.group("conference"));
    assertThat(cdr.path("ServiceCode").asText()).isEqualTo("AmazonChimeBusinessCalling");
    assertThat(cdr.path("SchemaVersion").asText()).isEqualTo("2.0");
  }
}
