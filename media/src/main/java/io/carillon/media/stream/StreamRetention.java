package io.carillon.media.stream;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away the streams of a folder whose last audio is older than they are to be kept, so that
 * they do not fill the disk. Looks every ten minutes.
 *
 * <p>Thread-safe; the disk is touched on the given executor only.
 */
public final class StreamRetention implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamRetention.class);

  private static final long FIRST_LOOK_SECONDS = 30;
  private static final long LOOK_EVERY_SECONDS = 600;

  private final Path folder;
  private final Keep keep;
  private final Predicate<String> inUse;
  private final InstantSource clock;
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final ScheduledFuture<?> ticks;

  /**
   * How long streams are kept; asked anew at each look, so that a change holds for old ones too.
   */
  @FunctionalInterface
  public interface Keep {
    /** Time after its last audio; empty: for ever. */
    Optional<Duration> of(String streamName);
  }

  /**
   * @param folder one folder below it for each stream
   * @param keep how long after its last audio each stream stays
   * @param inUse true for a stream that is being written, which stays however long it is silent
   * @param timer only starts the work
   * @param blocking does it, such as a virtual thread per task
   */
  public StreamRetention(
      Path folder,
      Keep keep,
      Predicate<String> inUse,
      InstantSource clock,
      ScheduledExecutorService timer,
      Executor blocking) {
    this.folder = folder;
    this.keep = keep;
    this.inUse = inUse;
    this.clock = clock;
    this.ticks =
        timer.scheduleWithFixedDelay(
            () -> blocking.execute(this::sweep),
            FIRST_LOOK_SECONDS,
            LOOK_EVERY_SECONDS,
            TimeUnit.SECONDS);
  }

  /** Looks once; what cannot be removed now is tried again the next time. */
  void sweep() {
    if (!sweeping.compareAndSet(false, true)) {
      return;
    }
    try {
      List<Path> over = over(clock.instant());
      for (Path stream : over) {
        remove(stream);
      }
      if (!over.isEmpty()) {
        LOG.info("{} streams removed: their time is over", over.size());
      }
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("old streams in {} cannot be removed: {}", folder, e.toString());
    } finally {
      sweeping.set(false);
    }
  }

  private List<Path> over(Instant now) throws IOException {
    List<Path> over = new ArrayList<>();
    if (Files.notExists(folder)) {
      return over; // nobody has spoken yet
    }
    try (DirectoryStream<Path> streams = Files.newDirectoryStream(folder)) {
      for (Path stream : streams) {
        String name = stream.getFileName().toString();
        Optional<Duration> time = keep.of(name);
        if (time.isPresent()
            && Files.isDirectory(stream, LinkOption.NOFOLLOW_LINKS)
            && !inUse.test(name)
            && lastAudio(stream).isBefore(now.minus(time.get()))) {
          over.add(stream);
        }
      }
    }
    return over;
  }

  private static Instant lastAudio(Path stream) throws IOException {
    Path index = stream.resolve(LocalStreamWriter.INDEX);
    return Files.getLastModifiedTime(Files.exists(index) ? index : stream).toInstant();
  }

  /** The index goes last: as long as there is one it tells how old the rest is. */
  private static void remove(Path stream) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(stream, "*.mkv")) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
    Files.deleteIfExists(stream.resolve(LocalStreamWriter.INDEX));
    Files.delete(stream);
  }

  @Override
  public void close() {
    ticks.cancel(false);
  }
}
