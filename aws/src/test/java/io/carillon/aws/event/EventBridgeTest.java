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
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server of our own that takes PutEvents by its rules. */
class EventBridgeTest {
  private final ObjectMapper mapper = new ObjectMapper();
  private final List<JsonNode> bus = new CopyOnWriteArrayList<>();

  @TempDir Path folder;
  private FakeService service;
  private EventBridgeTarget target;
  private TestOutbox outbox;
  private SpooledEventSink sink;

  @BeforeEach
  void open() throws IOException {
    service = new FakeService("events", putEvents(entry -> ""));
    target =
        new EventBridgeTarget(
            service.access(), source -> source.equals("aws.chime") ? "carillon.chime" : source);
    outbox = new TestOutbox(folder, target);
    sink = new SpooledEventSink(outbox.outbox(), EnumSet.allOf(Stream.class));
  }

  @AfterEach
  void close() throws IOException {
    outbox.close();
    service.close();
    assertThat(service.complaints()).isEmpty();
  }

  /** The service; an entry for which the function gives an error code is not taken. */
  private Function<Request, Reply> putEvents(Function<JsonNode, String> error) {
    return request -> {
      assertThat(request.target()).isEqualTo("AWSEvents.PutEvents");
      JsonNode entries = parse(request.body()).path("Entries");
      if (entries.isEmpty() || entries.size() > 10) {
        return Reply.error(400, "ValidationException");
      }
      ObjectNode answer = JsonNodeFactory.instance.objectNode();
      ArrayNode results = answer.putArray("Entries");
      int failed = 0;
      for (JsonNode entry : entries) {
        String code = error.apply(entry);
        if (code.isEmpty()) {
          bus.add(entry);
          results.addObject().put("EventId", "e" + bus.size());
        } else {
          failed++;
          results.addObject().put("ErrorCode", code).put("ErrorMessage", "as the test wants it");
        }
      }
      return Reply.json(200, answer.put("FailedEntryCount", failed).toString());
    };
  }

  private JsonNode parse(String json) {
    try {
      return mapper.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static EventEnvelope event(int number) {
    return new EventEnvelope(
        Stream.STREAMING,
        "12345678-1234-1234-1234-123456789012",
        "Chime VoiceConnector Streaming Status",
        "aws.chime",
        "111122223333",
        Instant.parse("2026-11-20T12:00:01.5Z"),
        "eu-central-1",
        JsonNodeFactory.instance.objectNode().put("number", number));
  }

  private void put(int from, int to) {
    for (int n = from; n < to; n++) {
      sink.put(event(n));
    }
  }

  private List<Integer> numbers() {
    return bus.stream().map(e -> parse(e.path("Detail").asText()).path("number").asInt()).toList();
  }

  @Test
  void the_envelope_becomes_an_entry() {
    put(7, 8);
    await().until(() -> bus.size() == 1);

    JsonNode entry = bus.getFirst();
    assertThat(entry.path("Source").asText()).isEqualTo("carillon.chime");
    assertThat(entry.path("DetailType").asText())
        .isEqualTo("Chime VoiceConnector Streaming Status");
    assertThat(entry.path("Detail").asText()).isEqualTo("{\"number\":7}");
    assertThat(entry.path("Time").asDouble())
        .isEqualTo(Instant.parse("2026-11-20T12:00:01Z").getEpochSecond());
    assertThat(entry.path("Resources")).isEmpty();
  }

  @Test
  void many_go_in_order_ten_at_a_time_and_survive_an_outage() throws Exception {
    put(0, 15);
    await().until(() -> bus.size() == 15);
    service.goAway();
    put(15, 40);
    await().until(() -> outbox.outbox().failures() >= 2);
    assertThat(outbox.outbox().waiting()).isEqualTo(25);
    assertThat(outbox.outbox().trouble()).isNotEmpty();

    service.comeBack();
    await().until(() -> bus.size() >= 40);

    assertThat(numbers()).isEqualTo(java.util.stream.IntStream.range(0, 40).boxed().toList());
    await().until(() -> outbox.outbox().trouble().isEmpty());
  }

  @Test
  void entries_that_failed_for_now_are_sent_again_and_no_others() {
    service.answers(
        putEvents(
            entry ->
                entry.path("Detail").asText().contains(":2")
                        && service.requests().size() < 3 // the request itself is one of them
                    ? "ThrottlingException"
                    : ""));
    put(0, 4);
    await().until(() -> bus.size() == 4);
    await().until(() -> outbox.outbox().waiting() == 0);
    assertThat(numbers()).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void an_entry_that_will_never_be_taken_is_set_aside() {
    service.answers(
        putEvents(entry -> entry.path("Detail").asText().contains(":2") ? "MalformedDetail" : ""));
    put(0, 4);
    await().until(() -> outbox.outbox().refused() == 1);
    await().until(() -> bus.size() == 3);
    assertThat(numbers()).containsExactly(0, 1, 3);
    assertThat(folder.resolve("refused.jsonl")).content().contains("MalformedDetail");
  }

  @Test
  void a_batch_refused_as_a_whole_is_taken_apart_until_the_culprit_stands_alone() {
    Function<Request, Reply> good = putEvents(entry -> "");
    service.answers(
        request ->
            request.body().contains(":5}")
                ? Reply.error(400, "ValidationException")
                : good.apply(request));
    put(0, 8);
    await().until(() -> bus.size() == 7 && outbox.outbox().refused() == 1);
    assertThat(numbers()).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 6, 7);
  }

  @Test
  void missing_permission_throttling_and_outage_keep_the_record() {
    Function<Request, Reply> good = putEvents(entry -> "");
    List<Reply> bad =
        List.of(
            Reply.error(400, "AccessDeniedException"),
            Reply.error(400, "ThrottlingException"),
            Reply.error(500, "InternalException"),
            Reply.json(503, "not even JSON"));
    service.answers(
        request ->
            service.requests().size() <= bad.size()
                ? bad.get(service.requests().size() - 1)
                : good.apply(request));
    put(0, 1);
    await().until(() -> bus.size() == 1);
    assertThat(outbox.outbox().failures()).isEqualTo(bad.size());
    assertThat(outbox.outbox().refused()).isZero();
  }
}
