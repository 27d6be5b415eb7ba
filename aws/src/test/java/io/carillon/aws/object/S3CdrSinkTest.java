package io.carillon.aws.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.aws.testkit.FakeService;
import io.carillon.aws.testkit.TestOutbox;
import io.carillon.core.record.CdrSink.CdrObject;
import io.carillon.core.testkit.HandClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server of our own that takes objects as S3 does. */
class S3CdrSinkTest {
  private static final String DAY =
      "Amazon-Chime-Business-Calling-CDRs/json/111122223333/2026/11/20";

  private final HandClock clock = new HandClock();
  private final FakeBucket bucket = new FakeBucket("carillon-cdrs");

  @TempDir Path folder;
  private FakeService service;
  private CdrBucket target;
  private TestOutbox outbox;
  private S3CdrSink sink;

  static CdrObject cdr(int number) {
    String id = "cdr-" + number;
    return new CdrObject(
        DAY, "conf_2026-11-20-12.00.00.000_" + id, id, "{\"CdrId\":\"" + id + "\"}");
  }

  @BeforeEach
  void open() throws IOException {
    service = new FakeService("s3", bucket::answer);
    start();
  }

  private void start() throws IOException {
    target = new CdrBucket(service.access(), "carillon-cdrs");
    outbox = new TestOutbox(folder, target);
    sink = new S3CdrSink(outbox.outbox(), target, clock);
  }

  private void stop() throws IOException {
    outbox.close();
  }

  @AfterEach
  void close() throws IOException {
    stop();
    service.close();
    assertThat(service.complaints()).isEmpty();
  }

  @Test
  void a_record_is_an_object_under_its_key() throws Exception {
    sink.put(cdr(1));
    await().until(() -> outbox.outbox().delivered() == 1);

    assertThat(bucket.objects).containsOnlyKeys(DAY + "/conf_2026-11-20-12.00.00.000_cdr-1");
    assertThat(bucket.objects).containsValue("{\"CdrId\":\"cdr-1\"}");
    assertThat(service.requests().getFirst().headers())
        .containsEntry("content-type", "application/json");
  }

  @Test
  void a_record_that_is_there_already_stays_as_it_is() throws Exception {
    bucket.objects.put(cdr(1).key(), "the first");
    sink.put(cdr(1));
    await().until(() -> outbox.outbox().delivered() == 1);
    assertThat(bucket.objects).containsValue("the first").hasSize(1);
  }

  @Test
  void knows_what_waits_and_what_the_bucket_has_of_that_day_under_whatever_name() throws Exception {
    for (int n = 1; n <= 5; n++) {
      bucket.objects.put(cdr(n).key(), "{}");
    }
    service.goAway();
    sink.put(cdr(6));
    assertThat(sink.contains(cdr(6))).isTrue();
    assertThatThrownBy(() -> sink.contains(cdr(5))).isInstanceOf(IOException.class);
    service.comeBack();
    assertThatThrownBy(() -> sink.contains(cdr(5)))
        .as("asked again too soon")
        .isInstanceOf(IOException.class);

    clock.pass(Duration.ofMinutes(2));

    CdrObject other = new CdrObject(DAY, "no-conference_x_cdr-5", "cdr-5", "{}");
    assertThat(sink.contains(other)).isTrue();
    assertThat(sink.contains(cdr(7))).isFalse();
  }

  @Test
  void an_outage_and_a_missing_bucket_lose_nothing_and_hold_up_no_caller() throws Exception {
    service.goAway();
    for (int n = 0; n < 20; n++) {
      sink.put(cdr(n)); // would take longer than this test may if it waited
    }
    await().until(() -> outbox.outbox().failures() > 0);
    service.answers(request -> FakeBucket.error(404, "NoSuchBucket"));
    service.comeBack();
    await().until(() -> outbox.outbox().trouble().contains("NoSuchBucket"));
    service.answers(request -> FakeBucket.error(503, "SlowDown"));
    await().until(() -> outbox.outbox().trouble().contains("SlowDown"));
    service.answers(bucket::answer);

    await().until(() -> bucket.objects.size() == 20);
    assertThat(outbox.outbox().lost() + outbox.outbox().refused()).isZero();
  }

  @Test
  void a_record_the_bucket_will_never_take_is_set_aside() throws Exception {
    service.answers(
        request ->
            request.body().contains("cdr-1\"")
                ? FakeBucket.error(400, "EntityTooLarge")
                : bucket.answer(request));
    sink.put(cdr(1));
    sink.put(cdr(2));
    await().until(() -> bucket.objects.size() == 1);
    assertThat(outbox.outbox().refused()).isEqualTo(1);
    assertThat(folder.resolve("refused.jsonl")).content().contains("cdr-1", "EntityTooLarge");
  }

  @Test
  void a_killed_server_owes_nothing_once_it_runs_again() throws Exception {
    stop();
    service.answers(request -> FakeBucket.error(503, "ServiceUnavailable"));
    List<Integer> said = new ArrayList<>();
    Process doomed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                DoomedSender.class.getName(),
                folder.toString(),
                service.endpoint().toString())
            .start();
    try (BufferedReader out = doomed.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.add(Integer.parseInt(line));
        if (said.size() == 300) {
          doomed.toHandle().destroyForcibly(); // SIGKILL; what it said can still be read
        }
      }
    } finally {
      doomed.destroyForcibly();
    }
    assertThat(doomed.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(doomed.exitValue()).isEqualTo(128 + 9);
    assertThat(bucket.objects).isEmpty();
    service.answers(bucket::answer);

    start();
    assertThat(sink.contains(cdr(said.getLast()))).isTrue();
    await().until(() -> outbox.outbox().waiting() == 0);

    assertThat(bucket.objects.keySet())
        .containsAll(said.stream().map(n -> cdr(n).key()).toList())
        .hasSizeLessThanOrEqualTo(said.size() + 1); // stored, killed before it said so
  }
}
