package io.carillon.media.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.carillon.core.call.CallDirection;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegProtocol;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.EventBus;
import io.carillon.core.stream.StreamSink;
import io.carillon.media.matroska.MatroskaReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamRecorderTest {
  private static final long START = 1_763_647_200_000L;
  private static final UUID STREAM = UUID.fromString("00000000-0000-0000-0000-00000000000a");
  private static final Map<String, String> HEADERS = Map.of("from", "<sip:a@b>");

  private final AtomicLong wallMillis = new AtomicLong(START);
  private final InstantSource wall = () -> Instant.ofEpochMilli(wallMillis.get());
  private final List<DomainEvent> events = new CopyOnWriteArrayList<>();
  private final List<StreamSink.StreamStart> starts = new CopyOnWriteArrayList<>();
  private final List<StreamSink.Fragment> fragments = new CopyOnWriteArrayList<>();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private StreamRecorder recorder;

  private interface Append {
    void accept(StreamSink.Fragment fragment) throws IOException;
  }

  /** A sink that does with each fragment what the test wants, then keeps it. */
  private void record(Append append) {
    record(append, new AtomicLong(1));
  }

  /**
   * The same, but it opens only from the second time on.
   *
   * @param opened how often it was asked to
   */
  private void record(Append append, AtomicLong opened) {
    EventBus bus = new EventBus();
    bus.subscribe(events::add);
    StreamSink sink =
        (start, listener) -> {
          if (opened.incrementAndGet() == 1) {
            throw new IOException("No space left on device");
          }
          starts.add(start);
          return new StreamSink.Writer() {
            @Override
            public void append(StreamSink.Fragment fragment) throws IOException {
              append.accept(fragment);
              fragments.add(fragment);
              if (fragments.size() == 1) {
                Instant first = Instant.ofEpochMilli(fragment.producerTimestamp());
                listener.started("arn:" + start.streamName(), "1", first);
              }
            }

            @Override
            public void close() {
              starts.add(null);
              listener.ended();
            }
          };
        };
    recorder = new StreamRecorder(sink, bus, leg -> HEADERS, wall, System::nanoTime, () -> STREAM);
  }

  @AfterEach
  void stop() {
    blocked.countDown();
    if (recorder != null) {
      recorder.close();
    }
  }

  static LegInfo leg() {
    return new LegInfo(
        "6f1c2d3e-0000-4000-8000-000000000001",
        "call-1@host",
        "abcdefghij",
        LegProtocol.SIP,
        CallDirection.INBOUND,
        "alice",
        "meet",
        "meet.chime.in",
        "us-east-1",
        "192.0.2.1:5061",
        "",
        Instant.ofEpochMilli(START));
  }

  /**
   * Writes packets of 20 ms, each sample its packet's number, giving the recorder time to follow.
   */
  private void speak(AudioTap tap, int rate, int from, int to) {
    short[] pcm = new short[rate / 50];
    for (int packet = from; packet < to; packet++) {
      java.util.Arrays.fill(pcm, (short) packet);
      tap.write(pcm, 0, pcm.length, 20L * packet);
      wallMillis.addAndGet(20);
      if (packet % 50 == 49) {
        int fragment = (packet + 1) / 50;
        await().atMost(Duration.ofSeconds(5)).until(() -> fragments.size() >= fragment);
      }
    }
  }

  @Test
  void audioBecomesFragmentsOfASecondOnTheRtpClock() {
    record(fragment -> {});
    AudioTap tap = recorder.open(leg(), 8000);
    speak(tap, 8000, 0, 125);
    tap.close();
    await().until(() -> starts.size() == 2);

    assertThat(starts.getFirst().streamName())
        .isEqualTo("ChimeVoiceConnector-abcdefghij-" + STREAM);
    assertThat(fragments)
        .extracting(StreamSink.Fragment::durationMillis)
        .containsExactly(1000, 1000, 500);
    assertThat(fragments)
        .extracting(StreamSink.Fragment::producerTimestamp)
        .containsExactly(START, START + 1000, START + 2000);
    MatroskaReader.Fragment second = MatroskaReader.read(fragments.get(1).matroska()).getFirst();
    assertThat(second.tags())
        .containsEntry("VoiceConnectorId", "abcdefghij")
        .containsEntry("TransactionId", leg().transactionId());
    assertThat(second.blocks()).hasSize(50);
    assertThat(second.blocks().get(3).pcm()).hasSize(160).containsOnly((short) 53);
    assertThat(tap.dropped()).isZero();
    await().until(() -> events.size() == 2);
    assertThat(events.get(0))
        .isEqualTo(
            new DomainEvent.StreamStarted(
                Instant.ofEpochMilli(START),
                leg(),
                "arn:" + starts.getFirst().streamName(),
                "1",
                HEADERS));
    assertThat(events.get(1))
        .isInstanceOfSatisfying(
            DomainEvent.StreamEnded.class,
            ended -> assertThat(ended.startedAt()).isEqualTo(Instant.ofEpochMilli(START)));
    assertThat(recorder.openStreams()).isZero();
  }

  @Test
  void gapsStayGapsAndTimeNeverRunsBack() {
    record(fragment -> {});
    AudioTap tap = recorder.open(leg(), 16000);
    short[] pcm = new short[320];
    tap.write(pcm, 0, 320, 1000);
    tap.write(pcm, 0, 320, 1020);
    wallMillis.addAndGet(3000);
    tap.write(pcm, 0, 320, 4000); // silence for almost three seconds
    tap.write(pcm, 0, 320, 0); // the far end starts its clock again
    tap.write(pcm, 0, 320, 20);
    tap.write(pcm, 0, 320, 0x7FFF_FFFF); // and leaps by weeks
    tap.close();
    await().until(() -> starts.size() == 2);

    assertThat(fragments)
        .extracting(StreamSink.Fragment::producerTimestamp)
        .containsExactly(START, START + 3000);
    assertThat(fragments).extracting(StreamSink.Fragment::durationMillis).containsExactly(40, 80);
    assertThat(
            MatroskaReader.read(fragments.get(1).matroska()).getFirst().blocks().stream()
                .map(MatroskaReader.Block::timestampMillis))
        .containsExactly(START + 3000, START + 3020, START + 3040, START + 3060);
  }

  @Test
  void aSilentLegsLastWordsDoNotWaitForever() {
    record(fragment -> {});
    AudioTap tap = recorder.open(leg(), 8000);
    tap.write(new short[160], 0, 160, 0);

    await().atMost(Duration.ofSeconds(5)).until(() -> fragments.size() == 1);
    assertThat(fragments.getFirst().durationMillis()).isEqualTo(20);
  }

  @Test
  void aSinkThatHangsNeverHoldsTheLegUp() {
    record(
        fragment -> {
          try {
            blocked.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    AudioTap tap = recorder.open(leg(), 8000);
    AudioTap other = recorder.open(leg(), 8000);
    short[] pcm = new short[160];
    long packet = 0;
    // More than ring (1.5 s) and queue (8 s) hold, and more than the recorder can cut meanwhile.
    while (tap.dropped() == 0 && packet < 100_000) {
      tap.write(pcm, 0, 160, 20 * packet++);
      wallMillis.addAndGet(20);
    }

    assertThat(tap.dropped()).isPositive();
    assertThat(other.dropped()).isZero();
    await()
        .untilAsserted(
            () -> assertThat(events).singleElement().isInstanceOf(DomainEvent.StreamFailed.class));
    tap.close();
    blocked.countDown();
    await().untilAsserted(() -> assertThat(fragments).isNotEmpty());
    assertThat(fragments)
        .isSortedAccordingTo(
            java.util.Comparator.comparingLong(StreamSink.Fragment::producerTimestamp));
  }

  @Test
  void aSlowSinkLosesTheOldestFragmentsAndSaysSoOnce() {
    record(
        fragment -> {
          try {
            blocked.await();
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    AudioTap tap = recorder.open(leg(), 8000);
    short[] pcm = new short[160];
    int seconds = FragmentQueue.CAPACITY + 5;
    for (int packet = 0; packet < 50 * seconds; packet++) {
      tap.write(pcm, 0, 160, 20L * packet);
      wallMillis.addAndGet(20);
      if (packet % 50 == 49) {
        // The recorder has cut this second when the ring takes another one without loss.
        LegStream stream = (LegStream) tap;
        await().until(() -> stream.ring().samplesFree() == 12_000);
      }
    }
    tap.close();
    blocked.countDown();
    await().until(() -> starts.size() == 2);

    assertThat(fragments).hasSize(FragmentQueue.CAPACITY + 1); // one was in the sink's hands
    assertThat(fragments.getLast().producerTimestamp()).isEqualTo(START + 1000L * (seconds - 1));
    assertThat(tap.dropped()).isEqualTo(50L * (seconds - FragmentQueue.CAPACITY - 1));
    assertThat(events.stream().filter(DomainEvent.StreamFailed.class::isInstance)).hasSize(1);
    assertThat(events.getLast()).isInstanceOf(DomainEvent.StreamEnded.class);
  }

  @Test
  void aSinkThatFailsIsReportedOnceAndTriedAgain() {
    AtomicLong calls = new AtomicLong();
    record(
        fragment -> {
          if (calls.incrementAndGet() <= 2) {
            throw new IOException("No space left on device");
          }
        });
    AudioTap tap = recorder.open(leg(), 8000);
    short[] pcm = new short[160];
    for (int packet = 0; packet < 150; packet++) {
      tap.write(pcm, 0, 160, 20L * packet);
      wallMillis.addAndGet(20);
      if (packet % 50 == 49) {
        long seconds = packet / 50 + 1;
        await().until(() -> calls.get() == seconds);
      }
    }
    tap.close();
    await().until(() -> starts.size() == 2);

    assertThat(fragments).hasSize(1);
    assertThat(tap.dropped()).isEqualTo(100);
    await().until(() -> events.size() == 3);
    assertThat(events)
        .extracting(Object::getClass)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .containsExactly(
            DomainEvent.StreamFailed.class,
            DomainEvent.StreamStarted.class,
            DomainEvent.StreamEnded.class);
    assertThat(((DomainEvent.StreamFailed) events.getFirst()).failure()).contains("No space left");
  }

  @Test
  void aSinkThatWouldNotOpenIsAskedAgainAfterSomeSeconds() {
    AtomicLong opened = new AtomicLong();
    int seconds = FragmentQueue.FRAGMENTS_TO_NEXT_TRY + 3;
    record(fragment -> {}, opened);
    AudioTap tap = recorder.open(leg(), 8000);
    assertThat(recorder.writes("ChimeVoiceConnector-" + leg().voiceConnectorId() + "-" + STREAM))
        .isTrue();
    short[] pcm = new short[160];
    for (int packet = 0; packet < 50 * seconds; packet++) {
      tap.write(pcm, 0, 160, 20L * packet);
      wallMillis.addAndGet(20);
      if (packet % 50 == 49) {
        long taken = packet / 50 + 1;
        await().until(() -> tap.dropped() / 50 + fragments.size() == taken);
      }
    }
    tap.close();

    await().until(() -> starts.contains(null));
    assertThat(opened).hasValue(2);
    assertThat(fragments).hasSize(2);
    await().until(() -> events.size() == 3);
    assertThat(events.getFirst()).isInstanceOf(DomainEvent.StreamFailed.class);
    assertThat(recorder.openStreams()).isZero();
  }

  @Test
  void writingAllocatesNothing() {
    record(fragment -> {});
    AudioTap tap = recorder.open(leg(), 16000);
    short[] pcm = new short[320];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    InstantSource system = InstantSource.system();
    LegStream stream = new LegStream(leg(), 16000, system, ((LegStream) tap).queue(), new Silent());
    for (int i = 0; i < 1000; i++) {
      stream.write(pcm, 0, 320, 20L * i);
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 1000; i < 3000; i++) {
      stream.write(pcm, 0, 320, 20L * i);
      if (stream.ring().size() > 50) {
        stream.ring().release(50);
      }
    }

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2000);
  }

  private static final class Silent implements StreamSink.Listener {
    @Override
    public void started(String streamArn, String firstFragmentNumber, Instant firstSample) {}

    @Override
    public void failed(String why) {}

    @Override
    public void ended() {}
  }

  @Test
  void closingWritesWhatWasTakenAndTakesNoMore() {
    record(fragment -> {});
    AudioTap tap = recorder.open(leg(), 8000);
    tap.write(new short[160], 0, 160, 0);
    recorder.close();

    assertThat(fragments).hasSize(1);
    assertThat(events).hasSize(2);
    AudioTap late = recorder.open(leg(), 8000);
    late.write(new short[160], 0, 160, 0);
    late.close();
    assertThat(fragments).hasSize(1);
  }
}
