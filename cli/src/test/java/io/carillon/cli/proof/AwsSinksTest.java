package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.cli.peers.FreePorts;
import io.carillon.cli.peers.Sipp;
import io.carillon.core.testkit.RequiresPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A call while Amazon is away, and what Amazon has of it when it is back: one server of ours stands
 * for all its services. The rules of each are tested in the module aws; {@link AwsServersTest} has
 * servers of others.
 */
@RequiresPeer("sipp")
class AwsSinksTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir Path folder;

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
      try (AmazonStub amazonIsBack = AmazonStub.start(port)) {
        await()
            .atMost(SOON)
            .until(
                () ->
                    server.metric("carillon_outbox_waiting{") == 0
                        && server.metric("carillon_outbox_delivered_total") > 10);
        eachServiceHasItsPart(amazonIsBack);
      }
      assertThat(server.metric("carillon_outbox_lost_total")).isZero();
      assertThat(server.metric("carillon_outbox_refused_total")).isZero();
    }
  }

  @Test
  void eachServiceMayBeSomewhereElse() throws Exception {
    int port = FreePorts.next(6);
    try (AmazonStub rest = AmazonStub.start(port);
        AmazonStub logs = AmazonStub.start(port + 1);
        AmazonStub events = AmazonStub.start(port + 2);
        AmazonStub sns = AmazonStub.start(port + 3);
        AmazonStub sqs = AmazonStub.start(port + 4);
        AmazonStub s3 = AmazonStub.start(port + 5);
        TestedServer server =
            TestedServer.start(
                folder.resolve("server"),
                "aws.endpoint=" + url(port),
                "aws.endpoints.logs=" + url(port + 1),
                "aws.endpoints.events=" + url(port + 2),
                "aws.endpoints.sns=" + url(port + 3),
                "aws.endpoints.sqs=" + url(port + 4),
                "aws.endpoints.s3=" + url(port + 5),
                "logs.sink=cloudwatch",
                "events.sink=eventbridge",
                "events.sns-topic=arn:aws:sns:us-east-1:111122223333:streams",
                "events.sqs-queue=" + url(port + 4) + "/111122223333/streams",
                "cdr.sink=s3",
                "metrics.sink=cloudwatch")) {
      Scenario.writeSounds(folder);
      String meeting = server.createMeeting();
      try (Sipp sipp = Scenario.start("talk", folder, server.udp(), meeting, "-d", "4000")) {
        sipp.await(SOON).assertCalls(1);
      }
      await().atMost(SOON).untilAsserted(() -> onlyGot(logs, "Logs_20140328."));
      await().atMost(SOON).untilAsserted(() -> onlyGot(events, "AWSEvents."));
      await().atMost(SOON).untilAsserted(() -> onlyGot(sns, "Action=PublishBatch"));
      await().atMost(SOON).untilAsserted(() -> onlyGot(sqs, "AmazonSQS."));
      await().atMost(SOON).untilAsserted(() -> onlyGot(s3, "PUT /carillon-cdrs/"));
      assertThat(rest.bodies("Logs_")).isEmpty();
      assertThat(rest.bodies("AWSEvents")).isEmpty();
    }
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  private static void onlyGot(AmazonStub service, String operation) {
    assertThat(service.asked())
        .isNotEmpty()
        .allSatisfy(request -> assertThat(request.what()).startsWith(operation));
  }

  private static void eachServiceHasItsPart(AmazonStub amazon) {
    assertThat(amazon.asked())
        .allSatisfy(
            request ->
                assertThat(request.authorization()).startsWith("AWS4-HMAC-SHA256 Credential="));
    assertThat(
            amazon.bodies(
                "PUT /carillon-cdrs/Amazon-Chime-Business-Calling-CDRs/json/000000000000/"))
        .singleElement()
        .satisfies(
            cdr -> assertThat(cdr).contains("\"ServiceCode\":\"AmazonChimeBusinessCalling\""));
    assertThat(amazon.bodies("Logs_20140328.PutLogEvents"))
        .anyMatch(body -> body.contains("/aws/ChimeVoiceConnectorLogs/meetings"))
        .anyMatch(
            body ->
                body.contains("/aws/ChimeVoiceConnectorSipMessages/meetings")
                    && body.contains("INVITE sip:"));
    assertThat(amazon.bodies("AWSEvents.PutEvents"))
        .anyMatch(body -> body.contains("\"Source\":\"aws.chime\""))
        .anyMatch(body -> body.contains("\"DetailType\":\"Carillon Meeting Event\""));
    for (String kind : List.of("AmazonSQS.SendMessageBatch", "Action=PublishBatch")) {
      assertThat(String.join("\n", amazon.bodies(kind)))
          .contains("STARTED", "ENDED", "Streaming")
          .doesNotContain("Carillon");
    }
  }
}
