package io.carillon.media.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.core.stream.StreamSink;
import io.carillon.core.testkit.RequiresPeer;
import io.carillon.media.matroska.MatroskaReader;
import io.carillon.media.matroska.PcmFragmentWriter;
import io.carillon.media.testkit.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStreamSinkTest {
  private static final long START = 1_763_647_200_123L;
  private static final String NAME = "ChimeVoiceConnector-abcdefghij-1f0e";
  private static final Pattern LINE =
      Pattern.compile(
          "\\{\"fragmentNumber\":\"(\\d{47})\",\"file\":\"(\\d{6}\\.mkv)\",\"offset\":(\\d+),"
              + "\"length\":(\\d+),\"producerTimestamp\":(\\d+),\"durationMillis\":(\\d+)}");

  @TempDir Path folder;
  private final Told told = new Told();

  private StreamSink.Writer open(String name, Instant at) throws IOException {
    return new LocalStreamSink(folder, "eu-central-1", "111122223333", new SecureRandom())
        .open(new StreamSink.StreamStart(name, "t", "c", "abcdefghij", 8000, at), told);
  }

  private List<String> numbers(String stream) throws IOException {
    List<String> numbers = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(stream).resolve("index.jsonl"))) {
      Matcher matcher = LINE.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      numbers.add(matcher.group(1));
    }
    return numbers;
  }

  /** Keeps what it is told. */
  private static final class Told implements StreamSink.Listener {
    private final List<String> said = new ArrayList<>();

    @Override
    public void started(String streamArn, String firstFragmentNumber, Instant firstSample) {
      said.add("started " + streamArn + " " + firstFragmentNumber + " " + firstSample);
    }

    @Override
    public void failed(String why) {
      said.add("failed " + why);
    }

    @Override
    public void ended() {
      said.add("ended");
    }
  }

  static StreamSink.Fragment fragment(long timestamp) {
    PcmFragmentWriter writer = new PcmFragmentWriter();
    writer.begin(8000, 7, Map.of("TransactionId", "t"), timestamp);
    for (int block = 0; block < 50; block++) {
      writer.block(20 * block, new short[160], 0, 160);
    }
    return new StreamSink.Fragment(timestamp, 1000, writer.finish());
  }

  @Test
  void writesAFileThatPlaysAndAnIndexThatLeadsToEachFragment() throws IOException {
    try (StreamSink.Writer writer = open(NAME, Instant.ofEpochMilli(START))) {
      writer.append(fragment(START));
      writer.append(fragment(START + 1000));
      writer.append(fragment(START + 2500));
    }

    List<String> numbers = numbers(NAME);
    String arn = "arn:aws:kinesisvideo:eu-central-1:111122223333:stream/" + NAME + "/" + START;
    assertThat(told.said)
        .containsExactly(
            "started " + arn + " " + numbers.getFirst() + " " + Instant.ofEpochMilli(START),
            "ended");
    assertThat(numbers).isSorted().doesNotHaveDuplicates();
    Path series = folder.resolve(NAME);
    byte[] file = Files.readAllBytes(series.resolve("000001.mkv"));
    assertThat(MatroskaReader.read(file))
        .extracting(MatroskaReader.Fragment::timestampMillis)
        .containsExactly(START, START + 1000, START + 2500);
    List<String> lines = Files.readAllLines(series.resolve("index.jsonl"));
    assertThat(lines).hasSize(3);
    int head = -1;
    for (int i = 0; i < 3; i++) {
      Matcher line = LINE.matcher(lines.get(i));
      assertThat(line.matches()).as(lines.get(i)).isTrue();
      assertThat(line.group(1)).isEqualTo(numbers.get(i));
      int offset = Integer.parseInt(line.group(3));
      head = head < 0 ? offset : head;
      ByteArrayOutputStream alone = new ByteArrayOutputStream();
      alone.write(file, 0, head);
      alone.write(file, offset, Integer.parseInt(line.group(4)));
      assertThat(MatroskaReader.read(alone.toByteArray()))
          .singleElement()
          .satisfies(f -> assertThat(f.timestampMillis()).isEqualTo(Long.parseLong(line.group(5))));
    }
  }

  @Test
  void goesOnInANewFileAfterTenMinutes() throws IOException {
    try (StreamSink.Writer writer = open(NAME, Instant.ofEpochMilli(START))) {
      for (int i = 0; i <= LocalStreamWriter.MAX_FRAGMENTS_PER_FILE; i++) {
        writer.append(fragment(START + 1000L * i));
      }
    }

    assertThat(MatroskaReader.read(Files.readAllBytes(folder.resolve(NAME).resolve("000001.mkv"))))
        .hasSize(600);
    assertThat(MatroskaReader.read(Files.readAllBytes(folder.resolve(NAME).resolve("000002.mkv"))))
        .hasSize(1);
    assertThat(Files.readAllLines(folder.resolve(NAME).resolve("index.jsonl")).getLast())
        .contains("000002.mkv");
  }

  @Test
  void laterStreamsHaveGreaterFragmentNumbers() throws IOException {
    try (StreamSink.Writer one = open("a", Instant.ofEpochMilli(START));
        StreamSink.Writer two = open("b", Instant.ofEpochMilli(START + 1))) {
      one.append(fragment(START));
      two.append(fragment(START));
    }
    assertThat(numbers("a").getFirst()).isLessThan(numbers("b").getFirst());
  }

  @Test
  void aNameThatWouldLeaveTheFolderIsRefused() {
    for (String name : List.of("../x", "a/b", "", ".hidden", "a\nb")) {
      assertThatThrownBy(() -> open(name, Instant.EPOCH)).isInstanceOf(IOException.class);
    }
  }

  @Test
  @RequiresPeer({"ffmpeg", "mkvinfo"})
  void playersReadAFileCutOffInItsLastFragment() throws Exception {
    try (StreamSink.Writer writer = open(NAME, Instant.ofEpochMilli(START))) {
      writer.append(fragment(START));
      writer.append(fragment(START + 1000));
    }
    byte[] whole = Files.readAllBytes(folder.resolve(NAME).resolve("000001.mkv"));
    Path cut = Files.write(folder.resolve("cut.mkv"), Arrays.copyOf(whole, whole.length - 5000));

    Peer.Result decoded =
        Peer.run("ffmpeg", "-v", "error", "-i", cut.toString(), "-f", "s16le", "-");
    assertThat(decoded.exitCode()).isZero();
    assertThat(decoded.bytes().length).isBetween(16_000 + 10_000, 32_000);
    assertThat(Peer.run("mkvinfo", cut.toString()).exitCode()).isZero();
  }

  /** What the killed process runs: fragments until somebody ends it. */
  public static final class Victim {
    public static void main(String[] args) throws IOException {
      StreamSink sink =
          new LocalStreamSink(Path.of(args[0]), "eu-central-1", "111122223333", new SecureRandom());
      StreamSink.Writer writer =
          sink.open(
              new StreamSink.StreamStart(
                  NAME, "t", "c", "abcdefghij", 8000, Instant.ofEpochMilli(START)),
              new Told());
      for (int i = 0; ; i++) {
        writer.append(fragment(START + 1000L * i));
        System.out.println(START + 1000L * i);
      }
    }
  }

  @Test
  void everyAcknowledgedFragmentIsThereAfterKill9() throws Exception {
    Process victim =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String last = null;
    try (var out = victim.inputReader()) {
      for (int i = 0; i < 40; i++) {
        last = out.readLine();
      }
      // Through its handle: the process object would close the pipe we still read.
      ProcessHandle.of(victim.pid()).orElseThrow().destroyForcibly();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        last = line.length() == 13 ? line : last;
      }
    }
    assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();

    List<String> whole =
        Files.readAllLines(folder.resolve(NAME).resolve("index.jsonl")).stream()
            .filter(line -> LINE.matcher(line).matches())
            .toList();
    assertThat(whole).hasSizeGreaterThanOrEqualTo(40);
    assertThat(whole).anyMatch(containing(last));
    byte[] file = Files.readAllBytes(folder.resolve(NAME).resolve("000001.mkv"));
    Matcher line = LINE.matcher(whole.get(39));
    assertThat(line.matches()).isTrue();
    int end = Integer.parseInt(line.group(3)) + Integer.parseInt(line.group(4));
    assertThat(MatroskaReader.read(Arrays.copyOf(file, end))).hasSize(40);
  }

  private static java.util.function.Predicate<String> containing(String part) {
    return line -> line.contains(part);
  }
}
