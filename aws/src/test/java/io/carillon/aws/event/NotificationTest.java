package io.carillon.aws.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.aws.testkit.FakeService;
import io.carillon.aws.testkit.FakeService.Reply;
import io.carillon.aws.testkit.FakeService.Request;
import io.carillon.aws.testkit.TestOutbox;
import io.carillon.core.record.EventEnvelope;
import io.carillon.core.record.EventEnvelope.Stream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streaming notifications to servers of our own that take PublishBatch and SendMessageBatch. */
class NotificationTest {
  private static final String TOPIC = "arn:aws:sns:eu-central-1:111122223333:streams";
  private static final String QUEUE = "https://sqs.eu-central-1.amazonaws.com/111122223333/streams";

  private final ObjectMapper mapper = new ObjectMapper();
  private final List<String> taken = new CopyOnWriteArrayList<>();
  private final List<Map<String, String>> extras = new CopyOnWriteArrayList<>();

  @TempDir Path folder;

  private static EventEnvelope event(Stream stream, int number) {
    return new EventEnvelope(
        stream,
        "id-" + number,
        "Chime VoiceConnector Streaming Status",
        "aws.chime",
        "111122223333",
        Instant.parse("2026-11-20T12:00:01Z"),
        "eu-central-1",
        JsonNodeFactory.instance.objectNode().put("transactionId", "call-1").put("number", number));
  }

  private static SpooledEventSink streaming(TestOutbox outbox) {
    return new SpooledEventSink(outbox.outbox(), EnumSet.of(Stream.STREAMING));
  }

  private static List<String> bodies(int count) {
    return IntStream.range(0, count).mapToObj(n -> event(Stream.STREAMING, n).json()).toList();
  }

  private Reply sqs(Request request, String failing, boolean senderFault) {
    assertThat(request.target()).isEqualTo("AmazonSQS.SendMessageBatch");
    JsonNode body = parse(request.body());
    assertThat(body.path("QueueUrl").asText()).startsWith(QUEUE);
    assertThat(body.path("Entries").size()).isBetween(1, 10);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode good = answer.putArray("Successful");
    ArrayNode bad = answer.putArray("Failed");
    for (JsonNode entry : body.path("Entries")) {
      String text = entry.path("MessageBody").asText();
      if (text.contains(failing)) {
        bad.addObject()
            .put("Id", entry.path("Id").asText())
            .put("SenderFault", senderFault)
            .put("Code", senderFault ? "InvalidMessageContents" : "InternalError");
      } else {
        taken.add(text);
        extras.add(
            Map.of(
                "group", entry.path("MessageGroupId").asText(),
                "once", entry.path("MessageDeduplicationId").asText()));
        good.addObject()
            .put("Id", entry.path("Id").asText())
            .put("MessageId", "m" + taken.size())
            .put("MD5OfMessageBody", FakeService.hex("MD5", text.getBytes(StandardCharsets.UTF_8)));
      }
    }
    return new Reply(200, "application/x-amz-json-1.0", answer.toString());
  }

  private JsonNode parse(String json) {
    try {
      return mapper.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_queue_gets_the_envelopes_of_streams_and_nothing_else() throws Exception {
    try (FakeService service = new FakeService("sqs", r -> sqs(r, "no such text", false));
        SqsTarget target = new SqsTarget(service.access(), QUEUE);
        TestOutbox outbox = new TestOutbox(folder, target)) {
      SpooledEventSink sink = streaming(outbox);
      sink.put(event(Stream.MEETINGS, 99));
      IntStream.range(0, 23).forEach(n -> sink.put(event(Stream.STREAMING, n)));

      await().until(() -> outbox.outbox().delivered() == 23);

      assertThat(taken).isEqualTo(bodies(23));
      assertThat(extras).containsOnly(Map.of("group", "", "once", ""));
      assertThat(service.complaints()).isEmpty();
    }
  }

  @Test
  void a_fifo_queue_keeps_the_order_of_a_call() throws Exception {
    try (FakeService service = new FakeService("sqs", r -> sqs(r, "no such text", false));
        SqsTarget target = new SqsTarget(service.access(), QUEUE + ".fifo");
        TestOutbox outbox = new TestOutbox(folder, target)) {
      streaming(outbox).put(event(Stream.STREAMING, 0));
      await().until(() -> outbox.outbox().delivered() == 1);
      assertThat(extras).containsExactly(Map.of("group", "call-1", "once", "id-0"));
    }
  }

  @Test
  void a_message_that_is_at_fault_is_set_aside_and_one_that_is_not_is_sent_again()
      throws Exception {
    try (FakeService service = new FakeService("sqs", r -> sqs(r, "\"number\":1}", true));
        SqsTarget target = new SqsTarget(service.access(), QUEUE);
        TestOutbox outbox = new TestOutbox(folder, target)) {
      SpooledEventSink sink = streaming(outbox);
      IntStream.range(0, 3).forEach(n -> sink.put(event(Stream.STREAMING, n)));
      await().until(() -> outbox.outbox().refused() == 1 && taken.size() == 2);

      service.answers(r -> sqs(r, "\"number\":3}", false));
      sink.put(event(Stream.STREAMING, 3));
      await().until(() -> outbox.outbox().failures() > 0);
      service.answers(r -> sqs(r, "no such text", false));
      await().until(() -> taken.size() == 3);
      assertThat(outbox.outbox().refused()).isEqualTo(1);
    }
  }

  private Reply sns(Request request) {
    Map<String, String> form = new HashMap<>();
    for (String pair : request.body().split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    assertThat(form).containsEntry("Action", "PublishBatch").containsEntry("TopicArn", TOPIC);
    StringBuilder good = new StringBuilder();
    int n = 1;
    for (String at = entry(n); form.containsKey(at + "Id"); at = entry(++n)) {
      taken.add(form.get(at + "Message"));
      good.append("<member><Id>").append(form.get(at + "Id")).append("</Id>");
      good.append("<MessageId>m").append(taken.size()).append("</MessageId></member>");
    }
    assertThat(n - 1).isBetween(1, 10);
    return Reply.xml(
        200,
        "<PublishBatchResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\">"
            + "<PublishBatchResult><Failed/><Successful>"
            + good
            + "</Successful></PublishBatchResult></PublishBatchResponse>");
  }

  private static String entry(int n) {
    return "PublishBatchRequestEntries.member." + n + ".";
  }

  @Test
  void a_topic_gets_them_too_after_an_outage_and_throttling() throws Exception {
    try (FakeService service = new FakeService("sns", this::sns);
        SnsTarget target = new SnsTarget(service.access(), TOPIC);
        TestOutbox outbox = new TestOutbox(folder, target)) {
      SpooledEventSink sink = streaming(outbox);
      service.goAway();
      IntStream.range(0, 12).forEach(n -> sink.put(event(Stream.STREAMING, n)));
      await().until(() -> outbox.outbox().failures() > 0);
      service.answers(
          request ->
              Reply.xml(
                  400,
                  "<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code>"
                      + "<Message>Rate exceeded</Message></Error></ErrorResponse>"));
      service.comeBack();
      await().until(() -> outbox.outbox().trouble().contains("Throttling"));
      service.answers(this::sns);

      await().until(() -> outbox.outbox().delivered() == 12);

      assertThat(taken).isEqualTo(bodies(12));
      assertThat(outbox.outbox().refused()).isZero();
      assertThat(service.complaints()).isEmpty();
    }
  }
}
