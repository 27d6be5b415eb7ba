package io.carillon.media.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @Test
  void eachStreamIsKeptAsLongAsItsConnectorSaysAndSomeForEver() throws IOException {
    Path streams = data.resolve("streams");
    Path day = stream(streams, name("aaaa"), Duration.ofHours(25));
    Path week = stream(streams, name("bbbb"), Duration.ofHours(25));
    Path ever = stream(streams, name("cccc"), Duration.ofDays(9999));
    Map<String, Duration> kept = Map.of("aaaa", Duration.ofDays(1), "bbbb", Duration.ofDays(7));

    sweep(
        streams,
        stream -> Optional.ofNullable(kept.get(StreamRecorder.connectorOf(stream))),
        "none");

    assertThat(day).doesNotExist();
    assertThat(week).exists();
    assertThat(ever).exists();
  }

  @Test
  void whatIsKeptForNoTimeGoesOnceItIsNotWrittenAnyMore() throws IOException {
    Path streams = data.resolve("streams");
    Path writing = stream(streams, name("aaaa"), Duration.ofSeconds(1));

    sweep(streams, Duration.ZERO, writing.getFileName().toString());
    assertThat(writing).exists();
    sweep(streams, Duration.ZERO, "none");

    assertThat(writing).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "ChimeVoiceConnector-abcd-11112222-0000-4000-8000-000000000001,abcd",
    "ChimeVoiceConnector-a-b-11112222-0000-4000-8000-000000000001,a-b",
    "ChimeVoiceConnector-11112222-0000-4000-8000-000000000001,''",
    "other,''"
  })
  void theNameOfAStreamTellsItsConnector(String name, String connector) {
    assertThat(StreamRecorder.connectorOf(name)).isEqualTo(connector);
  }

  private static String name(String connector) {
    return "ChimeVoiceConnector-" + connector + "-11112222-0000-4000-8000-000000000001";
  }

  private void sweep(Path streams, Duration keep, String inUse) {
    sweep(streams, stream -> Optional.of(keep), inUse);
  }

  private void sweep(Path streams, StreamRetention.Keep keep, String inUse) {
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
