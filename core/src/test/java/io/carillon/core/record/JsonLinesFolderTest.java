package io.carillon.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesFolderTest {
  @TempDir Path data;
  private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void linesAreInTheirFilesSoonAndInOrder() throws IOException {
    try (JsonLinesFolder folder = open()) {
      for (int n = 0; n < 1000; n++) {
        folder.append("events", n % 2 == 0 ? "even" : "odd", "{\"n\":" + n + "}");
      }
      await().until(() -> folder.written() == 1000);

      assertThat(Files.readAllLines(data.resolve("events/even.jsonl")))
          .containsExactlyElementsOf(
              IntStream.range(0, 500).mapToObj(n -> "{\"n\":" + 2 * n + "}").toList());
    }
  }

  @Test
  void moreFilesThanMayBeOpenAtOnceAreAllWritten() throws IOException {
    try (JsonLinesFolder folder = open()) {
      for (int round = 0; round < 2; round++) {
        for (int n = 0; n < 600; n++) {
          folder.append("logs", "connector" + n, "{\"round\":" + round + "}");
        }
      }
    }

    for (int n = 0; n < 600; n++) {
      assertThat(data.resolve("logs/connector" + n + ".jsonl"))
          .hasContent("{\"round\":0}\n{\"round\":1}\n");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "..", "../x", "a/b", "/etc/x", ".hidden", "-x", "a\u0000b", "ä", "a b"})
  void aNameThatIsNoSafeFileNameIsRefusedAndCounted(String name) {
    try (JsonLinesFolder folder = open()) {
      assertThat(folder.append("logs", name, "{}")).isFalse();
      assertThat(folder.dropped()).isEqualTo(1);
    }
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void aDiskThatRefusesCostsCountedLinesAndNothingElse() throws IOException {
    Files.writeString(data.resolve("logs"), "a file where the folder should be");
    try (JsonLinesFolder folder = open()) {
      assertThat(folder.append("logs", "one", "{}")).isTrue();
      assertThat(folder.append("events", "one", "{}")).isTrue();
      await().until(() -> folder.failed() == 1 && folder.written() == 1);
    }
    assertThat(data.resolve("events/one.jsonl")).hasContent("{}\n");
  }

  @Test
  void aDiskThatTakesLinesAgainIsWellAMinuteAfterTheLastLoss() throws IOException {
    AtomicLong nanos = new AtomicLong();
    Path inTheWay = Files.writeString(data.resolve("logs"), "a file where the folder should be");
    try (JsonLinesFolder folder =
        new JsonLinesFolder(data, Rotation.DEFAULT, scheduler, Clock.systemUTC(), nanos::get)) {
      assertThat(folder.isLosing()).isFalse();
      folder.append("logs", "one", "{}");
      await().until(folder::isLosing);

      Files.delete(inTheWay);
      folder.append("logs", "one", "{}");
      await().until(() -> folder.written() == 1);
      assertThat(folder.isLosing()).as("who polls once a minute sees it").isTrue();
      nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));

      assertThat(folder.isLosing()).isFalse();
      assertThat(folder.failed()).isEqualTo(1);
    }
  }

  @Test
  void whatIsTooMuchForTheQueueIsDroppedAndCountedAndTheRestIsWhole() throws IOException {
    String json = "{\"x\":\"" + "y".repeat(1 << 20) + "\"}";
    int taken = 0;
    long dropped;
    try (JsonLinesFolder folder = open()) {
      for (int n = 0; n < 200; n++) {
        taken += folder.append("logs", "big", json) ? 1 : 0;
      }
      dropped = folder.dropped();
    }

    List<String> lines;
    try (var stream =
        Files.walk(data.resolve("logs"))
            .filter(Files::isRegularFile)
            .flatMap(JsonLinesFolderTest::lines)) {
      lines = stream.toList();
    }
    assertThat(taken + dropped).isEqualTo(200);
    assertThat(lines).hasSize(taken).allMatch(json::equals);
  }

  @Test
  void localSinksLayOutTheDataFolder() {
    try (JsonLinesFolder folder = open()) {
      LocalSinks sinks = new LocalSinks(folder);
      sinks.logs().append(LogSink.LogGroup.MEDIA_QUALITY, "vc1", Instant.now(), "{\"a\":1}");
      sinks.logs().append(LogSink.LogGroup.SIP_MESSAGES, "vc1", Instant.now(), "{\"b\":1}");
    }

    assertThat(data.resolve("logs/aws/ChimeVoiceConnectorLogs/vc1.jsonl"))
        .hasContent("{\"a\":1}\n");
    assertThat(data.resolve("logs/aws/ChimeVoiceConnectorSipMessages/vc1.jsonl"))
        .hasContent("{\"b\":1}\n");
    assertThat(LogSink.LogGroup.MEDIA_QUALITY.logGroupName("vc1"))
        .isEqualTo("/aws/ChimeVoiceConnectorLogs/vc1");
  }

  private JsonLinesFolder open() {
    return new JsonLinesFolder(
        data, Rotation.DEFAULT, scheduler, Clock.systemUTC(), System::nanoTime);
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
