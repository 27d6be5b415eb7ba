package io.carillon.media.stream;

import io.carillon.core.call.LegInfo;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.EventBus;
import io.carillon.core.event.StreamedParty;
import io.carillon.core.stream.StreamSink;
import io.carillon.core.stream.StreamSink.StreamStart;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Streams the audio of legs to a sink.
 *
 * <pre>
 * event loop            recorder, one thread, every 50 ms      virtual thread per busy stream
 * AudioTap.write -> ring -> cut a fragment of 1 s -> queue of 8 -> sink (disk, Kinesis)
 * </pre>
 *
 * <p>Neither of the first two steps blocks. What the ring or the queue cannot take is dropped and
 * counted, and the leg's stream is said to have failed, once.
 *
 * <p>Thread-safe.
 */
public final class StreamRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamRecorder.class);

  private static final String NAME_PREFIX = "ChimeVoiceConnector-";
  private static final int ID_CHARS = 37; // a hyphen and a UUID

  private static final long PERIOD_MILLIS = 50;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final StreamSink sink;
  private final EventBus events;
  private final InviteHeaders inviteHeaders;
  private final InstantSource wall;
  private final LongSupplier nanoTime;
  private final Supplier<UUID> streamIds;
  private final ScheduledExecutorService recorder;
  private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
  private final List<LegStream> open = new CopyOnWriteArrayList<>();
  private final FragmentCutter cutter = new FragmentCutter();

  /** Where streaming events get the headers of a leg's INVITE from; asked on event loops. */
  @FunctionalInterface
  public interface InviteHeaders {
    /** Header values by {@link DomainEvent#INVITE_HEADERS}; empty when there was no INVITE. */
    Map<String, String> of(LegInfo leg);
  }

  /**
   * @param wall wall clock streams are anchored to
   * @param nanoTime monotonic clock
   * @param streamIds names for new streams
   */
  public StreamRecorder(
      StreamSink sink,
      EventBus events,
      InviteHeaders inviteHeaders,
      InstantSource wall,
      LongSupplier nanoTime,
      Supplier<UUID> streamIds) {
    this.sink = sink;
    this.events = events;
    this.inviteHeaders = inviteHeaders;
    this.wall = wall;
    this.nanoTime = nanoTime;
    this.streamIds = streamIds;
    ThreadFactory thread = Thread.ofPlatform().name("stream-recorder").daemon().factory();
    this.recorder = Executors.newSingleThreadScheduledExecutor(thread);
    recorder.scheduleWithFixedDelay(
        this::round, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /**
   * A tap for one leg. The stream itself is opened when there is audio.
   *
   * @param sampleRate of the PCM that will be written, 8000 or 16000 Hz
   */
  public AudioTap open(LegInfo leg, int sampleRate) {
    StreamedParty party = StreamedParty.of(leg, inviteHeaders.of(leg));
    return open(leg, sampleRate, () -> party);
  }

  /**
   * A tap for one of several parties whose audio comes by one leg.
   *
   * @param party asked when the stream has started, on any thread
   */
  public AudioTap open(LegInfo leg, int sampleRate, Supplier<StreamedParty> party) {
    if (sampleRate != 8000 && sampleRate != 16000) {
      throw new IllegalArgumentException("a stream has 8000 or 16000 Hz, not " + sampleRate);
    }
    String name = NAME_PREFIX + leg.voiceConnectorId() + "-" + streamIds.get();
    StreamStart start =
        new StreamStart(
            name,
            leg.callTransactionId(),
            leg.callId(),
            leg.voiceConnectorId(),
            sampleRate,
            wall.instant());
    StreamEvents teller = new StreamEvents(leg, events, party, wall);
    LegStream stream =
        new LegStream(
            leg, sampleRate, wall, new FragmentQueue(sink, start, writers, teller), teller);
    if (recorder.isShutdown()) {
      stream.close(); // the server is on its way out: nothing is taken any more
    } else {
      open.add(stream);
    }
    return stream;
  }

  /** The voice connector that a stream's name tells of; empty for a name that is none of ours. */
  public static String connectorOf(String streamName) {
    int end = streamName.length() - ID_CHARS;
    return streamName.startsWith(NAME_PREFIX) && end > NAME_PREFIX.length()
        ? streamName.substring(NAME_PREFIX.length(), end)
        : "";
  }

  /** True while a leg is streamed under that name. */
  public boolean writes(String streamName) {
    return open.stream().anyMatch(stream -> stream.queue().streamName().equals(streamName));
  }

  /** Streams that are open now. */
  public int openStreams() {
    return open.size();
  }

  private void round() {
    for (LegStream stream : open) {
      try {
        collect(stream);
      } catch (RuntimeException e) {
        LOG.error("stream of leg {} given up", stream.leg().transactionId(), e);
        open.remove(stream);
        stream.queue().end();
      }
    }
  }

  private void collect(LegStream stream) {
    boolean last = stream.closing();
    FragmentCutter.Cut cut;
    while ((cut = cutter.cut(stream, nanoTime.getAsLong())) != null) {
      stream.queue().add(cut);
    }
    stream.tellOverflow();
    if (last) {
      open.remove(stream);
      stream.queue().end();
    }
  }

  /** Ends every stream; what was taken is written, for at most ten seconds. */
  @Override
  public void close() {
    if (recorder.isShutdown()) {
      return;
    }
    List<LegStream> rest = new ArrayList<>(open);
    rest.forEach(LegStream::close);
    recorder.execute(this::round);
    recorder.shutdown();
    try {
      boolean done = recorder.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      writers.shutdown();
      done &= writers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (!done) {
        LOG.error("streams not written to their end within {}", PATIENCE);
        writers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      writers.shutdownNow();
    }
  }
}
