package io.carillon.aws.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.aws.testkit.FakeService;
import io.carillon.aws.video.FakeVideoService.Reaction;
import io.carillon.core.concurrent.Scheduler;
import io.carillon.core.stream.StreamSink;
import io.carillon.media.matroska.PcmFragmentWriter;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KinesisStreamSinkTest {
  private static final long START = 1_763_647_200_123L;
  private static final String NAME = "ChimeVoiceConnector-abcdefghij-1f0e";
  private static final int FRAGMENT_BYTES = 16_000;

  private static StreamDelivery.Timing quick(Duration patience) {
    return new StreamDelivery.Timing(
        Duration.ZERO,
        patience,
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMillis(20),
        Duration.ofMillis(100));
  }

  @TempDir Path folder;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final Told told = new Told();
  private FakeVideoService service;
  private KinesisStreamSink sink;

  @BeforeEach
  void start() throws IOException {
    service = new FakeVideoService(ServerSocketFactory.getDefault());
    sink = sink(64 << 20, Duration.ofSeconds(20));
  }

  /**
   * @param patience with a service that gives no acknowledgement
   */
  private KinesisStreamSink sink(long bytes, Duration patience) throws IOException {
    URI endpoint = service.endpoint("http");
    return new KinesisStreamSink(
        FakeService.access(endpoint),
        new KinesisStreamSink.Keeping(connector -> 24, folder.resolve("kinesis"), bytes),
        new KinesisStreamSink.Resources(
            Scheduler.on(timer), Clock.systemUTC(), System::nanoTime, new Random(1)),
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        quick(patience));
  }

  @AfterEach
  void stop() throws IOException {
    sink.close();
    service.close();
    timer.shutdownNow();
    assertThat(service.complaints()).isEmpty();
  }

  /** Keeps what it is told. */
  private static final class Told implements StreamSink.Listener {
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Override
    public void started(String streamArn, String firstFragmentNumber, Instant firstSample) {
      said.add("started " + firstFragmentNumber + " " + firstSample.toEpochMilli());
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

  private StreamSink.Writer open() {
    return sink.open(
        new StreamSink.StreamStart(
            NAME, "t-1", "c-1", "abcdefghij", 8000, Instant.ofEpochMilli(START)),
        told);
  }

  /** A second of audio, each sample its number. */
  private static StreamSink.Fragment fragment(int number, int rate) {
    PcmFragmentWriter writer = new PcmFragmentWriter();
    long timestamp = START + 1000L * number;
    writer.begin(rate, 7, Map.of("TransactionId", "t-1"), timestamp);
    short[] pcm = new short[rate / 50];
    java.util.Arrays.fill(pcm, (short) (number + 1));
    for (int block = 0; block < 50; block++) {
      writer.block(20 * block, pcm, 0, pcm.length);
    }
    return new StreamSink.Fragment(timestamp, 1000, writer.finish());
  }

  private static void write(StreamSink.Writer writer, int from, int to) throws IOException {
    for (int number = from; number < to; number++) {
      writer.append(fragment(number, 8000));
    }
  }

  private List<Long> storedNumbers() {
    return service.stored().stream()
        .map(stored -> (stored.fragment().timecode() - START) / 1000)
        .sorted()
        .toList();
  }

  private static List<Long> all(int count) {
    return LongStream.range(0, count).boxed().toList();
  }

  private void awaitStored(int count) {
    await().untilAsserted(() -> assertThat(storedNumbers()).isEqualTo(all(count)));
  }

  private void awaitEnded() {
    await().until(() -> told.said.contains("ended"));
  }

  @ParameterizedTest
  @CsvSource({"8000", "16000"})
  void amazonsParserReadsWhatWasSpoken(int rate) throws IOException {
    try (StreamSink.Writer writer = open()) {
      for (int number = 0; number < 3; number++) {
        writer.append(fragment(number, rate));
      }
    }
    awaitEnded();

    assertThat(storedNumbers()).isEqualTo(all(3));
    assertThat(service.puts()).isEqualTo(1);
    for (int number = 0; number < 3; number++) {
      ParsedFragments.Parsed parsed = service.stored().get(number).fragment();
      assertThat(parsed.codecId()).isEqualTo("A_PCM/INT/LIT");
      assertThat(parsed.samplingFrequency()).isEqualTo(rate);
      assertThat(parsed.tags()).containsExactly("TransactionId=t-1");
      assertThat(parsed.pcm()).hasSize(2 * rate);
      byte low = (byte) (number + 1);
      for (int i = 0; i < parsed.pcm().length; i += 2) {
        assertThat(parsed.pcm()[i]).isEqualTo(low);
        assertThat(parsed.pcm()[i + 1]).isZero();
      }
    }
    String first = service.stored().getFirst().number();
    assertThat(told.said).containsExactly("started " + first + " " + START, "ended");
    Map<?, ?> made = new ObjectMapper().readValue(service.created(NAME), Map.class);
    assertThat(made.get("DataRetentionInHours")).isEqualTo(24);
    assertThat(made.get("MediaType")).isEqualTo("audio/L16");
    assertThat(made.get("Tags"))
        .isEqualTo(Map.of("TransactionId", "t-1", "VoiceConnectorId", "abcdefghij"));
    assertThat(folder.resolve("kinesis").resolve(NAME)).doesNotExist();
    assertThat(sink.waitingBytes()).isZero();
    assertThat(sink.streams()).isZero();
  }

  @Test
  void endedIsSaidOnlyWhenAllIsStored() throws IOException {
    sink.close();
    sink = sink(64 << 20, Duration.ofSeconds(2));
    service.script((put, fragment, timecode) -> new Reaction.Silence());
    try (StreamSink.Writer writer = open()) {
      write(writer, 0, 2);
    }
    await().until(() -> service.puts() >= 2); // it tried again after its patience
    assertThat(told.said).isEmpty();

    service.script((put, fragment, timecode) -> Reaction.STORE);
    awaitEnded();
    assertThat(storedNumbers()).isEqualTo(all(2));
    assertThat(told.said).hasSize(2).last().isEqualTo("ended");
  }

  @Test
  void aConnectionCutWithinAFragmentIsMadeAgainAndNothingIsMissingOrTwice() throws IOException {
    service.script(
        (put, fragment, timecode) ->
            put < 3 && fragment == 2 + put ? new Reaction.CutWithin() : Reaction.STORE);
    try (StreamSink.Writer writer = open()) {
      for (int number = 0; number < 20; number++) {
        write(writer, number, number + 1);
      }
    }
    awaitEnded();

    assertThat(storedNumbers()).isEqualTo(all(20));
    assertThat(service.puts()).isGreaterThanOrEqualTo(4);
    assertThat(sink.lost()).isZero();
    assertThat(told.said).hasSize(2);
  }

  @Test
  void whatWasReceivedAndNotStoredIsSentAgain() throws IOException {
    service.script(
        (put, fragment, timecode) -> put == 0 ? new Reaction.CutAfter() : Reaction.STORE);
    try (StreamSink.Writer writer = open()) {
      write(writer, 0, 1);
    }
    awaitEnded();

    assertThat(storedNumbers()).isEqualTo(all(1));
    // The number that STARTED tells is the one under which the fragment is stored.
    assertThat(told.said.getFirst()).contains(service.stored().getFirst().number());
  }

  @Test
  void acknowledgementsOutOfOrderLeaveOnlyTheHole() throws IOException {
    sink.close();
    sink = sink(64 << 20, Duration.ofSeconds(2));
    long hole = START + 2000;
    service.script(
        (put, fragment, timecode) ->
            put == 0 && timecode == hole ? new Reaction.Receive() : Reaction.STORE);
    try (StreamSink.Writer writer = open()) {
      write(writer, 0, 5);
    }
    awaitEnded();

    awaitStored(5); // and nothing was stored twice, or the service would complain
    assertThat(service.stored().getLast().fragment().timecode()).isEqualTo(hole);
  }

  @ParameterizedTest
  @CsvSource({
    "4000,STREAM_READ_ERROR",
    "4003,MAX_CONNECTION_DURATION_REACHED",
    "4008,STREAM_NOT_ACTIVE",
    "4500,KMS_KEY_ACCESS_DENIED",
    "5000,INTERNAL_ERROR"
  })
  void anErrorThatLiesNotInTheFragmentIsRetried(int id, String code) throws IOException {
    service.script(
        (put, fragment, timecode) ->
            put < 2 && fragment == 1 ? new Reaction.Error(id, code) : Reaction.STORE);
    try (StreamSink.Writer writer = open()) {
      write(writer, 0, 6);
    }
    awaitEnded();

    assertThat(storedNumbers()).isEqualTo(all(6));
    assertThat(told.said).noneMatch(said -> said.startsWith("failed"));
  }

  @ParameterizedTest
  @CsvSource({"4004,FRAGMENT_TIMECODE_LESSER_THAN_PREVIOUS", "4006,INVALID_MKV_DATA"})
  void aFragmentThatTheServiceRefusesIsLeftOutAndTold(int id, String code) throws IOException {
    long bad = START + 1000;
    service.script(
        (put, fragment, timecode) ->
            timecode == bad ? new Reaction.Error(id, code) : Reaction.STORE);
    try (StreamSink.Writer writer = open()) {
      write(writer, 0, 4);
    }
    awaitEnded();

    assertThat(storedNumbers()).containsExactly(0L, 2L, 3L);
    assertThat(sink.lost()).isEqualTo(1);
    assertThat(sink.isLosing()).isTrue();
    await().until(() -> told.said.stream().anyMatch(said -> said.contains(id + " " + code)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "500 | {}",
        "503 | busy",
        "429 | {}",
        "400 | {\"__type\":\"com.amazonaws#ClientLimitExceededException\",\"message\":\"slow\"}",
        "400 | {\"__type\":\"ConnectionLimitExceededException\"}",
        "403 | {\"__type\":\"NotAuthorizedException\"}"
      })
  void whatMayPassIsTriedAgain(int status, String body) throws IOException {
    service.putMediaAnswers(status, body);
    try (StreamSink.Writer writer = open()) {
      write(writer, 0, 3);
      await().until(() -> service.puts() >= 3);
      assertThat(sink.trouble()).contains("" + status);
      assertThat(told.said).isEmpty();
      service.putMediaAnswers(200, "");
      awaitStored(3);
    }
    awaitEnded();

    assertThat(sink.lost()).isZero();
    assertThat(sink.trouble()).isEmpty();
  }

  @Test
  void whatWillNeverPassEndsTheStreamAndIsToldOnce() throws IOException {
    service.putMediaAnswers(400, "{\"__type\":\"InvalidArgumentException\",\"message\":\"no\"}");
    try (StreamSink.Writer writer = open()) {
      write(writer, 0, 3);
      await().until(() -> sink.lost() == 3);
      int puts = service.puts();
      write(writer, 3, 4);
      assertThat(sink.lost()).isEqualTo(4);
      assertThat(service.puts()).isEqualTo(puts);
    }
    awaitEnded();

    assertThat(told.said.getFirst()).startsWith("failed").contains("InvalidArgumentException");
    assertThat(told.said).noneMatch(said -> said.startsWith("started"));
    assertThat(sink.waitingBytes()).isZero();
  }

  @Test
  void tenMinutesWithoutTheServiceLoseNothingAndReachTheDisk() throws IOException {
    service.goAway();
    Path kept = folder.resolve("kinesis").resolve(NAME);
    try (StreamSink.Writer writer = open()) {
      write(writer, 0, 600);
      await().until(() -> sink.failures() >= 3);
    }
    try (Stream<Path> files = Files.list(kept)) {
      assertThat(files.count()).isEqualTo(600 - FragmentBuffer.IN_MEMORY + 1);
    }
    assertThat(told.said).isEmpty();

    service.comeBack();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(told.said).contains("ended"));
    assertThat(storedNumbers()).isEqualTo(all(600));
    assertThat(service.stored())
        .extracting(stored -> stored.fragment().timecode())
        .isSorted(); // in the order of time
    assertThat(told.said).hasSize(2);
    assertThat(kept).doesNotExist();
    assertThat(sink.waitingBytes()).isZero();
  }

  @Test
  void whenTheBufferIsFullTheOldestGoAndItIsTold() throws IOException {
    sink.close();
    sink = sink(4L * 10 * (FRAGMENT_BYTES + 1200), Duration.ofSeconds(20));
    service.goAway();
    try (StreamSink.Writer writer = open()) {
      write(writer, 0, 30);
    }
    assertThat(told.said).isNotEmpty().allMatch(said -> said.startsWith("failed the service was"));
    long lost = sink.lost();
    assertThat(lost).isBetween(18L, 22L);

    service.comeBack();
    awaitEnded();
    assertThat(storedNumbers()).isEqualTo(LongStream.range(lost, 30).boxed().toList());
    assertThat(told.said).anyMatch(said -> said.endsWith(" " + (START + 1000 * lost)));
  }

  @Test
  void whatARunLeavesTheNextOneDelivers() throws IOException {
    service.script((put, fragment, timecode) -> new Reaction.Receive());
    StreamSink.Writer writer = open();
    write(writer, 0, 25);
    await().until(() -> service.puts() > 0);
    sink.close();
    assertThat(told.said).last().isEqualTo("ended");
    assertThat(told.said.getFirst()).startsWith("failed the server stopped");

    service.script((put, fragment, timecode) -> Reaction.STORE);
    sink = sink(64 << 20, Duration.ofSeconds(20));
    awaitStored(25);
    await().until(() -> sink.streams() == 0);
    assertThat(folder.resolve("kinesis")).isEmptyDirectory();
  }

  @Test
  void aConnectionThatEndsInSilenceLosesNothing() throws IOException {
    try (StreamSink.Writer writer = open()) {
      write(writer, 0, 1);
      awaitStored(1);
      service.goAway();
      service.comeBack();
      write(writer, 1, 2);
      awaitStored(2);
    }
    awaitEnded();
    assertThat(told.said).hasSize(2);
  }

  @Test
  void aHundredStreamsNeedNoThreadsOfTheirOwn() throws IOException {
    List<StreamSink.Writer> writers = new ArrayList<>();
    int before = java.lang.management.ManagementFactory.getThreadMXBean().getThreadCount();
    for (int i = 0; i < 100; i++) {
      StreamSink.Writer writer =
          sink.open(
              new StreamSink.StreamStart(
                  NAME + i, "t", "c", "abcdefghij", 8000, Instant.ofEpochMilli(START)),
              new Told());
      writers.add(writer);
      write(writer, 0, 2);
    }
    await().atMost(Duration.ofSeconds(30)).until(() -> service.stored().size() == 200);
    int during = java.lang.management.ManagementFactory.getThreadMXBean().getThreadCount();

    assertThat(during - before).isLessThan(30);
    for (StreamSink.Writer writer : writers) {
      writer.close();
    }
    await().until(() -> sink.streams() == 0);
  }
}
