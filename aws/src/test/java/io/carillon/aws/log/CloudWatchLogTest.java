package io.carillon.aws.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.aws.testkit.FakeService;
import io.carillon.aws.testkit.FakeService.Reply;
import io.carillon.aws.testkit.FakeService.Request;
import io.carillon.aws.testkit.TestOutbox;
import io.carillon.core.record.LogSink.LogGroup;
import io.carillon.core.spool.Target.Answer;
import io.carillon.core.spool.Target.Answer.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server of our own that takes PutLogEvents by its rules and no other way. */
class CloudWatchLogTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String QUALITY = "/aws/ChimeVoiceConnectorLogs/vc1";
  private static final String SIP = "/aws/ChimeVoiceConnectorSipMessages/vc1";

  private final ObjectMapper mapper = new ObjectMapper();
  private final Set<String> groups = ConcurrentHashMap.newKeySet();
  private final Set<String> streams = ConcurrentHashMap.newKeySet();
  private final Map<String, List<String>> logs = new ConcurrentHashMap<>();
  private final List<Integer> batches = new CopyOnWriteArrayList<>();

  @TempDir Path folder;
  private FakeService service;
  private CloudWatchLogTarget target;

  @BeforeEach
  void open() throws IOException {
    service = new FakeService("logs", this::answer);
    target = new CloudWatchLogTarget(service.access(), "host:1");
  }

  @AfterEach
  void close() {
    target.close();
    service.close();
    assertThat(service.complaints()).isEmpty();
  }

  private Reply answer(Request request) {
    JsonNode body = parse(request.body());
    String group = body.path("logGroupName").asText();
    String stream = group + ' ' + body.path("logStreamName").asText();
    return switch (request.target()) {
      case "Logs_20140328.CreateLogGroup" ->
          groups.add(group)
              ? Reply.json(200, "{}")
              : Reply.error(400, "ResourceAlreadyExistsException");
      case "Logs_20140328.CreateLogStream" -> {
        assertThat(groups).contains(group);
        assertThat(stream).endsWith(" host-1");
        yield streams.add(stream)
            ? Reply.json(200, "{}")
            : Reply.error(400, "ResourceAlreadyExistsException");
      }
      case "Logs_20140328.PutLogEvents" -> put(group, stream, body.path("logEvents"));
      default -> Reply.error(400, "UnknownOperationException");
    };
  }

  private Reply put(String group, String stream, JsonNode events) {
    if (!streams.contains(stream)) {
      return Reply.error(400, "ResourceNotFoundException");
    }
    long bytes = 0;
    long last = events.path(0).path("timestamp").asLong();
    long first = last;
    for (JsonNode event : events) {
      long at = event.path("timestamp").asLong();
      bytes += event.path("message").asText().getBytes(StandardCharsets.UTF_8).length + 26;
      if (at < last || event.path("message").asText().contains("poison")) {
        return Reply.error(400, "InvalidParameterException");
      }
      last = at;
    }
    if (events.isEmpty()
        || events.size() > 10_000
        || bytes > 1_048_576
        || last - first > Duration.ofHours(24).toMillis()) {
      return Reply.error(400, "InvalidParameterException");
    }
    int tooOld =
        (int)
            StreamSupport.stream(events.spliterator(), false)
                .filter(
                    event ->
                        event.path("timestamp").asLong()
                            < NOON.minus(Duration.ofDays(14)).toEpochMilli())
                .count();
    batches.add(events.size());
    for (int i = tooOld; i < events.size(); i++) {
      logs.computeIfAbsent(group, name -> new CopyOnWriteArrayList<>())
          .add(events.get(i).path("message").asText());
    }
    return Reply.json(
        200,
        tooOld == 0
            ? "{}"
            : "{\"rejectedLogEventsInfo\":{\"tooOldLogEventEndIndex\":" + tooOld + "}}");
  }

  private JsonNode parse(String json) {
    try {
      return mapper.readTree(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] record(String group, Instant at, String json) {
    return new LogRecord(group, at.toEpochMilli(), json).encode();
  }

  private static List<Kind> kinds(List<Answer> answers) {
    return answers.stream().map(Answer::kind).toList();
  }

  @Test
  void both_logs_go_to_their_groups_which_are_made() throws Exception {
    try (TestOutbox outbox = new TestOutbox(folder, target)) {
      CloudWatchLogSink sink = new CloudWatchLogSink(outbox.outbox());
      sink.append(LogGroup.MEDIA_QUALITY, "vc1", NOON, "{\"n\":1}");
      sink.append(LogGroup.SIP_MESSAGES, "vc1", NOON, "{\"sip_message\":\"é\"}");
      sink.append(LogGroup.MEDIA_QUALITY, "vc1", NOON.plusMillis(1), "{\"n\":2}");
      sink.append(LogGroup.MEDIA_QUALITY, "not a\nname", NOON, "{\"n\":3}");

      await().until(() -> outbox.outbox().delivered() == 4);

      assertThat(logs)
          .isEqualTo(
              Map.of(
                  QUALITY,
                  List.of("{\"n\":1}", "{\"n\":2}"),
                  SIP,
                  List.of("{\"sip_message\":\"é\"}"),
                  "/aws/ChimeVoiceConnectorLogs/not_a_name",
                  List.of("{\"n\":3}")));
    }
  }

  @Test
  void a_batch_is_in_the_order_of_time_and_spans_less_than_a_day() {
    List<Answer> answers =
        target.deliver(
            List.of(
                record(QUALITY, NOON.plus(Duration.ofHours(25)), "third"),
                record(QUALITY, NOON.plusSeconds(1), "second"),
                record(QUALITY, NOON, "first")));

    assertThat(kinds(answers)).containsOnly(Kind.DELIVERED);
    assertThat(logs.get(QUALITY)).containsExactly("first", "second", "third");
    assertThat(batches).containsExactly(2, 1);
  }

  @Test
  void no_call_is_larger_than_the_service_takes() {
    String half = "x".repeat(CloudWatchLogTarget.MAX_BYTES / 2 - 26);
    String tooLong = "x".repeat(CloudWatchLogTarget.MAX_BYTES - 25);

    List<Answer> answers =
        target.deliver(
            List.of(
                record(QUALITY, NOON, half),
                record(QUALITY, NOON, half),
                record(QUALITY, NOON, tooLong),
                record(QUALITY, NOON, "{}")));

    assertThat(kinds(answers))
        .containsExactly(Kind.DELIVERED, Kind.DELIVERED, Kind.REFUSED, Kind.DELIVERED);
    assertThat(batches).containsExactly(2, 1);
  }

  @Test
  void no_call_has_more_events_than_the_service_takes() {
    List<byte[]> records =
        IntStream.range(0, 10_001).mapToObj(n -> record(QUALITY, NOON, "{}")).toList();
    assertThat(kinds(target.deliver(records))).containsOnly(Kind.DELIVERED);
    assertThat(batches).containsExactly(10_000, 1);
  }

  @Test
  void what_the_service_finds_too_old_is_set_aside_and_the_rest_is_taken() {
    List<Answer> answers =
        target.deliver(
            List.of(
                record(QUALITY, NOON.minus(Duration.ofDays(14)), "kept"),
                record(QUALITY, NOON.minus(Duration.ofDays(14)).minusMillis(1), "old")));
    assertThat(kinds(answers)).containsExactly(Kind.DELIVERED, Kind.REFUSED);
    assertThat(logs.get(QUALITY)).containsExactly("kept");
  }

  @Test
  void a_poison_record_does_not_keep_the_others_of_its_call() {
    List<byte[]> records =
        IntStream.range(0, 50)
            .mapToObj(n -> record(QUALITY, NOON, n == 33 ? "poison" : "good " + n))
            .toList();
    List<Answer> answers = target.deliver(records);
    assertThat(answers.get(33).kind()).isEqualTo(Kind.REFUSED);
    assertThat(logs.get(QUALITY)).hasSize(49).doesNotHaveDuplicates();
    assertThat(kinds(target.deliver(List.of("nonsense".getBytes(StandardCharsets.UTF_8)))))
        .containsExactly(Kind.REFUSED);
  }

  @Test
  void throttled_and_down_and_back_loses_nothing_and_keeps_the_order() throws Exception {
    try (TestOutbox outbox = new TestOutbox(folder, target)) {
      CloudWatchLogSink sink = new CloudWatchLogSink(outbox.outbox());
      service.answers(request -> Reply.error(400, "ThrottlingException"));
      IntStream.range(0, 100)
          .forEach(n -> sink.append(LogGroup.MEDIA_QUALITY, "vc1", NOON.plusMillis(n), "a" + n));
      await().until(() -> outbox.outbox().trouble().contains("ThrottlingException"));
      service.goAway();
      IntStream.range(100, 200)
          .forEach(n -> sink.append(LogGroup.MEDIA_QUALITY, "vc1", NOON.plusMillis(n), "a" + n));
      int failures = (int) outbox.outbox().failures();
      await().until(() -> outbox.outbox().failures() > failures);
      service.answers(this::answer);
      service.comeBack();

      await().until(() -> outbox.outbox().delivered() == 200);

      assertThat(logs.get(QUALITY))
          .isEqualTo(IntStream.range(0, 200).mapToObj(n -> "a" + n).toList());
      assertThat(outbox.outbox().lost()).isZero();
    }
  }
}
