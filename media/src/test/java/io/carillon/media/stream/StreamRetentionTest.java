package io.carillon.media.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamRetentionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @TempDir Path data;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void aStreamGoesWhenItsLastAudioIsOlderThanItIsToBeKept() throws IOException {
    Path streams = data.resolve("streams");
    Path old = stream(streams, "old", Duration.ofHours(25));
    Path young = stream(streams, "young", Duration.ofHours(23));
    Path silent = stream(streams, "silent", Duration.ofHours(25));
    Path foreign = Files.writeString(streams.resolve("note.txt"), "an operator's own");

    sweep(streams, Duration.ofHours(24), "silent");

    assertThat(old).doesNotExist();
    assertThat(young.resolve("000001.mkv")).exists();
    assertThat(silent.resolve("000001.mkv")).as("still written").exists();
    assertThat(foreign).exists();
  }

  @Test
  void whatElseLiesInAStreamsFolderIsNotOursToRemove() throws IOException {
    Path streams = data.resolve("streams");
    Path old = stream(streams, "old", Duration.ofDays(2));
    Path foreign = Files.writeString(old.resolve("transcript.txt"), "words");

    sweep(streams, Duration.ofDays(1), "");

    assertThat(foreign).exists();
    assertThat(old.resolve("000001.mkv")).doesNotExist();
  }

  @Test
  void aFolderThatIsNotThereYetIsNoTrouble() {
    sweep(data.resolve("streams"), Duration.ofDays(1), "");

    assertThat(data).isEmptyDirectory();
  }

  private void sweep(Path streams, Duration keep, String inUse) {
    try (StreamRetention retention =
        new StreamRetention(
            streams, keep, inUse::equals, InstantSource.fixed(NOW), timer, Runnable::run)) {
      retention.sweep();
    }
  }

  private static Path stream(Path streams, String name, Duration age) throws IOException {
    Path stream = Files.createDirectories(streams.resolve(name));
    Files.write(stream.resolve("000001.mkv"), new byte[100]);
    Path index = Files.writeString(stream.resolve("index.jsonl"), "{}\n");
    Files.setLastModifiedTime(index, FileTime.from(NOW.minus(age)));
    return stream;
  }
}
