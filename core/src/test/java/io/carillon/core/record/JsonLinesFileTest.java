package io.carillon.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesFileTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-20T14:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void gatheredLinesAreWrittenTogetherAndSurviveReopening() throws IOException {
    try (JsonLinesFile file = open(Rotation.DEFAULT)) {
      add(file, "{\"n\":1}", "{\"n\":2}");
      assertThat(file.path()).isEmptyFile();
      file.flush();
      assertThat(file.path()).hasContent("{\"n\":1}\n{\"n\":2}\n");
      add(file, "{\"n\":3}");
    }
    try (JsonLinesFile file = open(Rotation.DEFAULT)) {
      add(file, "{\"n\":4}");
    }

    assertThat(folder.resolve("log.jsonl"))
        .hasContent("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n{\"n\":4}\n");
  }

  @Test
  void aLastLineTornAtAnyByteIsTakenAway() throws IOException {
    String whole = "{\"n\":1}\n";
    String torn = "{\"message\":\"" + "x".repeat(9000) + "\"}";
    for (int length : new int[] {1, 2, 7, 8191, 8192, 8193, torn.length()}) {
      Path path = folder.resolve("log.jsonl");
      Files.writeString(path, whole + torn.substring(0, length));

      try (JsonLinesFile file = open(Rotation.DEFAULT)) {
        add(file, "{\"n\":2}");
      }

      assertThat(path).hasContent("{\"n\":1}\n{\"n\":2}\n");
    }
  }

  @Test
  void aFileOfNothingButATornLineBecomesEmpty() throws IOException {
    Files.writeString(folder.resolve("log.jsonl"), "{\"n\":");

    open(Rotation.DEFAULT).close();

    assertThat(folder.resolve("log.jsonl")).isEmptyFile();
  }

  @Test
  void aFullFileMakesRoomAndOnlyTheNewestOnesAreKept() throws IOException {
    Files.writeString(folder.resolve("log-book.jsonl"), "{}\n", StandardOpenOption.CREATE);
    try (JsonLinesFile file = open(new Rotation(10, Duration.ofDays(1), 2))) {
      for (int n = 1; n <= 5; n++) {
        add(file, "{\"n\":" + n + "}");
        file.flush();
      }
    }

    assertThat(names())
        .containsExactly(
            "log-20261120T140000Z-002.jsonl",
            "log-20261120T140000Z-003.jsonl",
            "log-book.jsonl",
            "log.jsonl");
    assertThat(folder.resolve("log-20261120T140000Z-003.jsonl")).hasContent("{\"n\":4}\n");
    assertThat(folder.resolve("log.jsonl")).hasContent("{\"n\":5}\n");
  }

  @Test
  void anOldFileMakesRoomEvenWhenSmall() throws IOException {
    Files.writeString(folder.resolve("log.jsonl"), "{\"n\":1}\n");
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(2));
    try (JsonLinesFile file =
        new JsonLinesFile(folder, "log", new Rotation(1 << 20, Duration.ofDays(1), 9), later)) {
      add(file, "{\"n\":2}");
    }

    assertThat(names()).hasSize(2);
    assertThat(folder.resolve("log.jsonl")).hasContent("{\"n\":2}\n");
  }

  private JsonLinesFile open(Rotation rotation) throws IOException {
    return new JsonLinesFile(folder, "log", rotation, CLOCK);
  }

  private static void add(JsonLinesFile file, String... lines) {
    for (String line : lines) {
      file.add(line.getBytes(StandardCharsets.UTF_8));
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
