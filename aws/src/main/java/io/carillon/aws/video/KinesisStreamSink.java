package io.carillon.aws.video;

import io.carillon.aws.client.AwsAccess;
import io.carillon.core.concurrent.Scheduler;
import io.carillon.core.stream.StreamSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * Streams to Kinesis Video Streams: one stream and one long PutMedia request for each party.
 *
 * <pre>
 * append -> buffer (memory, then files, bounded) -> PutMedia -> PERSISTED: forgotten
 * </pre>
 *
 * <p>Nothing is forgotten before the service says that it is stored; nothing that it has stored is
 * sent again. What a run could not deliver is delivered by the next one. Thread-safe.
 */
public final class KinesisStreamSink implements StreamSink, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KinesisStreamSink.class);
  private static final Duration LOSING = Duration.ofMinutes(1);

  /** How long the end of the server waits for acknowledgements. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(5);

  static final StreamDelivery.Timing TIMING =
      new StreamDelivery.Timing(
          Duration.ofMillis(210),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofMinutes(40),
          Duration.ofMillis(200),
          Duration.ofSeconds(30));

  private final Path folder;
  private final BufferRoom room;
  private final VideoControl control;
  private final StreamDelivery.Service service;
  private final VideoCounters counters = new VideoCounters();
  private final Set<StreamDelivery> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Where streams go and what is kept of them.
   *
   * @param retentionHours of the streams of a voice connector, by its ID
   * @param folder of what waits for the service
   * @param bufferBytes how much may wait, of which one stream gets a quarter
   */
  public record Keeping(ToIntFunction<String> retentionHours, Path folder, long bufferBytes) {}

  /** What it runs on. */
  public record Resources(
      Scheduler scheduler, Clock clock, LongSupplier nanoTime, RandomGenerator random) {}

  /** Opens the sink and goes on with what a run before left. */
  public KinesisStreamSink(AwsAccess access, Keeping keeping, Resources resources)
      throws IOException {
    this(access, keeping, resources, (SSLSocketFactory) SSLSocketFactory.getDefault(), TIMING);
  }

  KinesisStreamSink(
      AwsAccess access,
      Keeping keeping,
      Resources resources,
      SSLSocketFactory tls,
      StreamDelivery.Timing timing)
      throws IOException {
    this.folder = keeping.folder();
    this.room = new BufferRoom(keeping.bufferBytes());
    this.control = new VideoControl(access, keeping.retentionHours());
    PutMediaClient putMedia =
        new PutMediaClient(
            access.region(),
            access.credentials().orElseGet(() -> DefaultCredentialsProvider.builder().build()),
            tls,
            resources.clock());
    this.service =
        new StreamDelivery.Service(
            control,
            putMedia,
            threads,
            resources.scheduler(),
            resources.clock(),
            resources.nanoTime(),
            resources.random(),
            counters,
            timing,
            open::remove);
    deliverLeft();
  }

  private void deliverLeft() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path left : folders.toList()) {
        FragmentBuffer.left(left, room)
            .ifPresent(
                buffer -> {
                  LOG.info("{}: {} fragments of the run before", left.getFileName(), buffer.size());
                  start(buffer, new Quiet()).close();
                });
      }
    }
  }

  private StreamDelivery start(FragmentBuffer buffer, Listener listener) {
    StreamDelivery delivery = new StreamDelivery(buffer, listener, service);
    open.add(delivery);
    threads.execute(delivery);
    return delivery;
  }

  @Override
  public Writer open(StreamStart start, Listener listener) {
    StreamName name =
        new StreamName(start.streamName(), start.voiceConnectorId(), start.transactionId());
    StreamDelivery delivery =
        start(new FragmentBuffer(folder.resolve(name.name()), name, room), listener);
    return new Writer() {
      @Override
      public void append(Fragment fragment) throws IOException {
        delivery.add(fragment);
      }

      @Override
      public void close() {
        delivery.close();
      }
    };
  }

  /** A stream of the run before: its events have been told. */
  private static final class Quiet implements Listener {
    @Override
    public void started(String streamArn, String firstFragmentNumber, Instant firstSample) {
      LOG.info("{}: the rest arrives", streamArn);
    }

    @Override
    public void failed(String why) {
      LOG.warn("a stream of the run before: {}", why);
    }

    @Override
    public void ended() {
      LOG.debug("a stream of the run before is done");
    }
  }

  /** Streams that are open or not yet delivered. */
  public int streams() {
    return open.size();
  }

  /** Bytes that wait for the service. */
  public long waitingBytes() {
    return room.used();
  }

  /** Fragments stored, since the start. */
  public long delivered() {
    return counters.delivered.get();
  }

  /** Fragments lost: no room, refused, or no disk; since the start. */
  public long lost() {
    return counters.lost.get();
  }

  /** Attempts that failed, since the start. */
  public long failures() {
    return counters.failures.get();
  }

  /** True when a fragment was lost in the last minute. */
  public boolean isLosing() {
    return counters.lostSince(service.clock().millis() - LOSING.toMillis());
  }

  /** Why the last attempt failed; empty when the service has stored something since. */
  public String trouble() {
    return counters.trouble();
  }

  /** Waits a few seconds for what is under way; the rest is left to the next run. */
  @Override
  public void close() {
    open.forEach(StreamDelivery::close);
    try {
      awaitAll();
      open.forEach(StreamDelivery::stop);
      awaitAll();
      if (!open.isEmpty()) {
        LOG.error("{} streams did not stop", open.size());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
    control.close();
  }

  private void awaitAll() throws InterruptedException {
    long end = service.nanoTime().getAsLong() + LAST_WAIT.toNanos();
    for (StreamDelivery delivery : open) {
      delivery.awaitEnd(Duration.ofNanos(end - service.nanoTime().getAsLong()));
    }
  }
}
