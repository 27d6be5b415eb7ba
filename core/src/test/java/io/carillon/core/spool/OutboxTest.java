package io.carillon.core.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.metrics.OutboxMetrics;
import io.carillon.core.spool.Target.Answer;
import io.carillon.core.testkit.HandClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** By a clock that is moved by hand; records are stored by the test's own thread. */
class OutboxTest {
  private static final Duration GATHER = Duration.ofMillis(50);

  @TempDir Path folder;
  private final HandClock clock = new HandClock();
  private final FarEnd farEnd = new FarEnd();
  private Outbox outbox;

  /** Answers as it is told and remembers what it was offered. */
  private static final class FarEnd implements Target {
    private final List<List<String>> calls = new ArrayList<>();
    private final List<String> has = new ArrayList<>();
    private int closes;
    private Function<String, Answer> mood = record -> Answer.delivered();

    @Override
    public int maxRecords() {
      return 3;
    }

    @Override
    public long maxBytes() {
      return 1000;
    }

    @Override
    public List<Answer> deliver(List<byte[]> records) {
      List<String> texts =
          records.stream().map(record -> new String(record, StandardCharsets.UTF_8)).toList();
      calls.add(texts);
      List<Answer> answers = texts.stream().map(mood).toList();
      for (int i = 0; i < answers.size(); i++) {
        if (answers.get(i).kind() == Answer.Kind.DELIVERED) {
          has.add(texts.get(i));
        }
      }
      return answers;
    }

    @Override
    public void close() {
      closes++;
    }
  }

  @BeforeEach
  void open() throws IOException {
    outbox =
        new Outbox(
            "test",
            new Outbox.Keeping(folder, Spool.LEAST_BYTES, GATHER),
            farEnd,
            new Outbox.Resources(Runnable::run, clock, clock, new Random(1)));
  }

  @AfterEach
  void close() throws IOException {
    outbox.close();
  }

  private void store(String... records) throws IOException {
    for (String record : records) {
      outbox.store(record.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void records_are_gathered_and_go_in_order_in_batches() throws Exception {
    store("a", "b", "c", "d");
    assertThat(farEnd.calls).isEmpty();

    clock.pass(GATHER);

    assertThat(farEnd.calls).containsExactly(List.of("a", "b", "c"), List.of("d"));
    assertThat(outbox.waiting()).isZero();
    assertThat(outbox.delivered()).isEqualTo(4);
  }

  @Test
  void a_far_end_that_is_away_is_tried_ever_more_seldom_and_gets_everything_when_it_is_back()
      throws Exception {
    farEnd.mood = record -> Answer.later("connection refused");
    store("a", "b");
    clock.pass(Duration.ofMinutes(10));
    int tries = farEnd.calls.size();
    // 0.2 s doubled up to 30 s, of each a half to the whole
    assertThat(tries).isBetween(10 * 60 / 30, 45);
    assertThat(outbox.failures()).isEqualTo(tries);
    assertThat(outbox.trouble()).isEqualTo("connection refused");
    store("c", "d");

    farEnd.mood = record -> Answer.delivered();
    clock.pass(Delivery.MOST_WAIT);

    assertThat(farEnd.has).containsExactly("a", "b", "c", "d");
    assertThat(outbox.trouble()).isEmpty();
    assertThat(outbox.lost()).isZero();
    assertThat(outbox.isLosing()).isFalse();
  }

  @Test
  void of_a_batch_only_what_was_not_taken_is_offered_again() throws Exception {
    farEnd.mood = record -> record.equals("b") ? Answer.later("throttled") : Answer.delivered();
    store("a", "b", "c", "d");
    clock.pass(GATHER);
    assertThat(farEnd.calls).containsExactly(List.of("a", "b", "c"));

    farEnd.mood = record -> Answer.delivered();
    clock.pass(Duration.ofSeconds(1));

    assertThat(farEnd.calls).containsExactly(List.of("a", "b", "c"), List.of("b"), List.of("d"));
  }

  @Test
  void a_poison_record_is_set_aside_with_its_reason_and_does_not_hold_up_the_others()
      throws Exception {
    farEnd.mood =
        record -> record.equals("b") ? Answer.refused("400\nno such field") : Answer.delivered();
    store("a", "b", "c");
    clock.pass(GATHER);

    assertThat(farEnd.has).containsExactly("a", "c");
    assertThat(outbox.refused()).isEqualTo(1);
    assertThat(outbox.waiting()).isZero();
    assertThat(Files.readString(folder.resolve("refused.jsonl")))
        .isEqualTo(
            "{\"at\":\"2026-11-20T12:00:00.050Z\",\"reason\":\"400 no such"
                + " field\",\"record\":\"b\"}\n");
  }

  @Test
  void what_gives_way_is_counted_and_told_for_a_minute() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    OutboxMetrics.register(meters, outbox);
    farEnd.mood = record -> Answer.later("away");
    for (int n = 0; n < 2000; n++) {
      store("a record of fifty bytes or so, and its number is " + n);
    }
    assertThat(outbox.lost()).isPositive();
    assertThat(outbox.isLosing()).isTrue();
    assertThat(outbox.lost() + outbox.waiting()).isEqualTo(2000);
    assertThat(meters.get("carillon.outbox.lost").tag("sink", "test").functionCounter().count())
        .isEqualTo(outbox.lost());
    assertThat(meters.get("carillon.outbox.waiting").gauge().value()).isEqualTo(outbox.waiting());
  }

  @Test
  void the_next_run_delivers_what_this_one_could_not() throws Exception {
    farEnd.mood = record -> Answer.later("away");
    store("a", "b");
    clock.pass(Duration.ofSeconds(1));
    outbox.close();

    farEnd.mood = record -> Answer.delivered();
    open();
    clock.pass(GATHER);

    assertThat(farEnd.has).containsExactly("a", "b");
  }

  @Test
  void the_end_takes_one_last_try() throws Exception {
    store("a");
    outbox.close();
    assertThat(farEnd.has).containsExactly("a");
    assertThat(farEnd.closes).isEqualTo(1);
  }

  @Test
  void a_target_that_throws_is_as_good_as_one_that_is_away() throws Exception {
    farEnd.mood =
        record -> {
          throw new IllegalStateException("a bug");
        };
    store("a");
    clock.pass(Duration.ofSeconds(1));
    farEnd.mood = record -> Answer.delivered();
    clock.pass(Delivery.MOST_WAIT);

    assertThat(farEnd.has).containsExactly("a");
  }
}
