package io.carillon.cli.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.cli.peers.Ffprobe;
import io.carillon.cli.peers.Sipp;
import io.carillon.cli.peers.ToneLevel;
import io.carillon.cli.peers.WaveFile;
import io.carillon.core.testkit.RequiresPeer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** SIGKILL in the middle of calls, then a start on the same data folder. */
@Isolated
@RequiresPeer({"sipp", "ffprobe", "ffmpeg"})
class KillTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int ENDED = 10;
  private static final int TALKING = 4;

  /** A fragment lasts up to 2 s; the rest is for a loaded machine. */
  private static final Duration LOST_AT_MOST = Duration.ofMillis(3500);

  @TempDir Path folder;

  @Test
  void everyCallIsOnRecordAfterAPowerCut() throws IOException {
    Scenario.writeSounds(folder);
    List<String> meetings;
    Instant killed;
    try (TestedServer server = TestedServer.start(folder)) {
      String meeting = server.createMeeting();
      JsonNode moderated = server.createMeeting(true);
      meetings = List.of(meeting, moderated.path("meetingId").asText());
      try (Sipp ended = call(server, "early-offer", meeting, ENDED, "-d", "100")) {
        ended.await(LONGEST).assertCalls(ENDED);
      }
      String moderator =
          moderated.path("moderatorId").asText() + "**" + moderated.path("passcode").asText();
      try (Sipp talking = call(server, "talk", meeting, TALKING, "-d", "60000");
          Sipp recording = call(server, "record", moderator, 1, "-d", "60000")) {
        awaitSound();
        assertThat(talking.messages() + recording.messages()).doesNotContain("BYE sip:");
        server.kill();
        killed = Instant.now();
      }
    }
    assertThat(callDetailRecords()).hasSize(ENDED);

    try (TestedServer again = TestedServer.start(folder)) {
      recordsAreWhole(killed);
      linesAreWhole();
      streamsAreReadable(killed);
      recordingIsReadable(killed);
      meetingsGoOn(again, meetings);
    }
  }

  private Sipp call(TestedServer server, String scenario, String user, int calls, String... more) {
    String[] options = {"-m", "" + calls, "-l", "" + calls, "-r", "20", more[0], more[1]};
    return Scenario.start(scenario, folder, server.udp(), user, options);
  }

  /** The recording and every stream hold some seconds: "in the middle". */
  private void awaitSound() {
    await("sound on disk")
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                files("recordings", ".wav").stream().anyMatch(wav -> seconds(wav) > 3)
                    && files("streams", ".mkv").stream()
                            .filter(mkv -> mkv.toFile().length() > 60_000)
                            .count()
                        == TALKING + 1);
  }

  private static double seconds(Path wav) {
    WaveFile sound = WaveFile.read(wav);
    return (double) sound.samples().length / sound.sampleRate();
  }

  private void recordsAreWhole(Instant killed) {
    await("CDRs of the calls that were cut off")
        .atMost(LONGEST)
        .until(() -> callDetailRecords().size() == ENDED + TALKING + 1);
    Map<String, JsonNode> records =
        callDetailRecords().stream()
            .collect(Collectors.toMap(r -> r.path("CdrId").asText(), Function.identity()));
    assertThat(records).hasSize(ENDED + TALKING + 1);
    assertThat(records.values())
        .allSatisfy(record -> assertThat(record.path("SchemaVersion").asText()).isEqualTo("2.0"));
    List<JsonNode> cutOff =
        records.values().stream()
            .filter(record -> record.path("BillableDurationSeconds").asLong() > 2)
            .toList();
    assertThat(cutOff)
        .hasSize(TALKING + 1)
        .allSatisfy(
            record -> {
              assertThat(record.path("ConferenceId").asText()).isNotEmpty();
              assertThat(killed.getEpochSecond() - record.path("EndTimeEpochSeconds").asLong())
                  .isBetween(0L, 3L);
            });
  }

  private void linesAreWhole() throws IOException {
    List<Path> logs = files("", ".jsonl");
    assertThat(logs).hasSizeGreaterThan(5);
    for (Path log : logs) {
      for (String line : Files.readAllLines(log, StandardCharsets.UTF_8)) {
        assertThat(Records.parse(line).isObject()).as("%s: %s", log, line).isTrue();
      }
    }
  }

  private void streamsAreReadable(Instant killed) {
    int talking = 0;
    for (Path mkv : files("streams", ".mkv")) {
      Map<String, String> facts = Ffprobe.inspect(mkv);
      assertThat(facts.get("streams.stream.0.codec_name")).isEqualTo("pcm_s16le");
      WaveFile sound = Ffprobe.decode(mkv, folder.resolve("decoded.wav"));
      if (sound.length().toSeconds() >= 3) {
        talking++;
        assertThat(ToneLevel.decibels(sound.last(Duration.ofSeconds(1)), 440))
            .isBetween(-22.0, -18.0);
        assertThat(lastFragmentEnd(mkv)).isAfter(killed.minus(LOST_AT_MOST));
      }
    }
    assertThat(talking).isEqualTo(TALKING + 1);
  }

  private static Instant lastFragmentEnd(Path mkv) {
    try {
      JsonNode last =
          Records.parse(Files.readAllLines(mkv.resolveSibling("index.jsonl")).getLast());
      return Instant.ofEpochMilli(
          last.path("producerTimestamp").asLong() + last.path("durationMillis").asLong());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void recordingIsReadable(Instant killed) throws IOException {
    Path wav = files("recordings", ".wav").getFirst();
    assertThat(Ffprobe.inspect(wav).get("streams.stream.0.codec_name")).isEqualTo("pcm_s16le");
    WaveFile sound = Ffprobe.decode(wav, folder.resolve("decoded.wav"));
    assertThat(sound.length()).isGreaterThan(Duration.ofSeconds(3));
    assertThat(ToneLevel.decibels(sound.last(Duration.ofSeconds(1)), 440)).isGreaterThan(-26);
    assertThat(Files.getLastModifiedTime(wav).toInstant()).isAfter(killed.minus(LOST_AT_MOST));
  }

  private List<JsonNode> callDetailRecords() {
    return records().callDetailRecords();
  }

  private List<Path> files(String below, String ending) {
    return records().files(below, ending);
  }

  private Records records() {
    return new Records(folder.resolve("data"));
  }

  private void meetingsGoOn(TestedServer server, List<String> meetings) {
    assertThat(server.operator("/operator/meetings"))
        .extracting(meeting -> meeting.path("meetingId").asText())
        .containsExactlyInAnyOrderElementsOf(meetings);
    assertThat(server.fact("records", "cdrsOwed")).isZero();
    try (Sipp next = call(server, "early-offer", meetings.getFirst(), 1, "-d", "100")) {
      next.await(LONGEST).assertCalls(1);
    }
    assertThat(callDetailRecords()).hasSize(ENDED + TALKING + 2);
  }
}
