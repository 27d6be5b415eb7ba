package io.carillon.core.record;

import io.carillon.core.concurrent.BoundedWorker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JSON-lines files under the data folder, written by one virtual thread behind a queue that is
 * bounded in lines and bytes. What comes together is written together; once a second everything
 * written is put on the disk, so that a power cut costs at most the second it falls into, and a
 * killed process nothing that left the queue.
 *
 * <p>{@link #append} may be called from any thread and never blocks; a line that finds no room is
 * dropped and counted, and so is one the disk refused.
 */
public final class JsonLinesFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JsonLinesFolder.class);

  private static final int MAX_WAITING_LINES = 16_384;
  private static final long MAX_WAITING_BYTES = 64L << 20;
  private static final int MAX_OPEN_FILES = 256;
  private static final int WRITE_FROM_BYTES = 256 << 10;
  private static final long SYNC_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long COMPLAIN_EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
  private static final long LOSING_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** A file name that cannot leave its folder, hide, or be taken for an option. */
  private static final Pattern SAFE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

  private final Path root;
  private final Rotation rotation;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final BoundedWorker<Work> worker;
  private final ScheduledFuture<?> ticks;
  private final AtomicLong waitingBytes = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong written = new AtomicLong();
  private volatile boolean lost;
  private volatile long lostAt;

  // Owned by the worker's thread: files in the order of their last use.
  private final Map<String, JsonLinesFile> open = new LinkedHashMap<>(16, 0.75f, true);
  private int gatheredBytes;
  private long lastSync;
  private long lastComplaint;
  private long droppedSaid;

  private sealed interface Work {}

  private record Line(String folder, String name, byte[] json) implements Work {}

  private record Sync() implements Work {}

  /**
   * @param root the data folder
   * @param scheduler for the tick of the group commit; does no I/O itself
   * @param nanoTime monotonic clock, such as {@code System::nanoTime}
   */
  public JsonLinesFolder(
      Path root,
      Rotation rotation,
      ScheduledExecutorService scheduler,
      Clock clock,
      LongSupplier nanoTime) {
    this.root = root;
    this.rotation = rotation;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.lastSync = nanoTime.getAsLong();
    this.lastComplaint = lastSync - COMPLAIN_EVERY_NANOS;
    this.worker = new BoundedWorker<>("json-lines", MAX_WAITING_LINES, this::work);
    this.ticks =
        scheduler.scheduleAtFixedRate(() -> worker.offer(new Sync()), 1, 1, TimeUnit.SECONDS);
  }

  /**
   * Appends one line to FOLDER/NAME.jsonl below the root.
   *
   * @param folder relative path with slashes, from the program, never from the network
   * @param name may come from outside; anything but letters, digits, {@code . _ -} is refused
   * @param json one JSON object without line ends
   * @return false when it was dropped
   */
  public boolean append(String folder, String name, String json) {
    if (!SAFE_NAME.matcher(name).matches() || json.indexOf('\n') >= 0) {
      dropped.incrementAndGet();
      return false;
    }
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    if (waitingBytes.addAndGet(bytes.length) > MAX_WAITING_BYTES
        || !worker.offer(new Line(folder, name, bytes))) {
      waitingBytes.addAndGet(-bytes.length);
      dropped.incrementAndGet();
      lostLine();
      return false;
    }
    return true;
  }

  private void lostLine() {
    lostAt = nanoTime.getAsLong();
    lost = true;
  }

  /** True when a line was lost in the last minute: dropped, or refused by the disk. */
  public boolean isLosing() {
    return lost && nanoTime.getAsLong() - lostAt < LOSING_NANOS;
  }

  /** Lines that found no room or had no acceptable name, since the start. */
  public long dropped() {
    return dropped.get();
  }

  /** Lines the disk refused, since the start. */
  public long failed() {
    return failed.get();
  }

  /** Lines in the files, since the start. */
  public long written() {
    return written.get();
  }

  /** Lines waiting now. */
  public int waiting() {
    return worker.waiting();
  }

  private void work(Work work) {
    if (work instanceof Line line) {
      waitingBytes.addAndGet(-line.json().length);
      gather(line);
    }
    if (worker.waiting() == 0 || gatheredBytes >= WRITE_FROM_BYTES) {
      flush();
    }
    if (nanoTime.getAsLong() - lastSync >= SYNC_EVERY_NANOS || work instanceof Sync) {
      flush();
      sync();
    }
  }

  private void gather(Line line) {
    String key = line.folder() + '/' + line.name();
    JsonLinesFile file = open.get(key);
    try {
      if (file == null) {
        makeRoom();
        file = new JsonLinesFile(root.resolve(line.folder()), line.name(), rotation, clock);
        open.put(key, file);
      }
      file.add(line.json());
      gatheredBytes += line.json().length;
    } catch (IOException e) {
      complain(key, 1, e);
    }
  }

  private void makeRoom() {
    if (open.size() >= MAX_OPEN_FILES) {
      Map.Entry<String, JsonLinesFile> eldest = open.entrySet().iterator().next();
      open.remove(eldest.getKey());
      close(eldest.getKey(), eldest.getValue());
    }
  }

  private void flush() {
    List<String> broken = new ArrayList<>(0);
    for (Map.Entry<String, JsonLinesFile> entry : open.entrySet()) {
      int lines = entry.getValue().gatheredLines();
      try {
        entry.getValue().flush();
        written.addAndGet(lines);
      } catch (IOException e) {
        complain(entry.getKey(), lines, e);
        broken.add(entry.getKey());
      }
    }
    gatheredBytes = 0;
    // Opened again by the next line, perhaps with more luck.
    broken.forEach(key -> close(key, open.remove(key)));
  }

  private void sync() {
    lastSync = nanoTime.getAsLong();
    if (dropped.get() > droppedSaid && lastSync - lastComplaint >= COMPLAIN_EVERY_NANOS) {
      lastComplaint = lastSync;
      droppedSaid = dropped.get();
      LOG.error(
          "records below {}: {} lines dropped so far, the disk is too slow", root, droppedSaid);
    }
    for (Map.Entry<String, JsonLinesFile> entry : open.entrySet()) {
      try {
        entry.getValue().sync();
      } catch (IOException e) {
        complain(entry.getKey(), 0, e);
      }
    }
  }

  private void close(String key, JsonLinesFile file) {
    int lines = file.gatheredLines();
    try {
      file.close();
      written.addAndGet(lines);
    } catch (IOException e) {
      complain(key, lines, e);
    }
  }

  private void complain(String file, int lines, IOException e) {
    failed.addAndGet(lines);
    lostLine();
    long now = nanoTime.getAsLong();
    if (now - lastComplaint >= COMPLAIN_EVERY_NANOS) {
      lastComplaint = now;
      LOG.error(
          "{}.jsonl below {} cannot be written, {} lines lost so far: {}",
          file,
          root,
          failed.get(),
          e.toString());
    }
  }

  /** Takes nothing more, writes what waits and puts it on the disk. */
  @Override
  public void close() {
    ticks.cancel(false);
    if (worker.close(Duration.ofSeconds(10))) {
      // The worker's thread is over, its files are ours now.
      open.forEach(this::close);
      open.clear();
    } else {
      LOG.error("{} lines not written at close", worker.waiting());
    }
  }
}
