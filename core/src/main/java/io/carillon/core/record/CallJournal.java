package io.carillon.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.core.concurrent.BoundedWorker;
import io.carillon.core.record.CdrSink.CdrObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of calls in progress, {@code run/calls.jsonl}: what a server that was killed must
 * know to write the call detail records it owes.
 *
 * <p>Lines: {@code {"call":{...}}} the present state of an answered call, {@code {"cdr":{...}}} a
 * call that ended and whose record is not stored yet, {@code {"stored":ID}} one whose record is,
 * {@code {"alive":MS}} once a second while there are calls. The last line of a call counts; every
 * line has the time it was written. The file is rewritten with what still counts when it has grown,
 * and once a second after the disk has refused a line, until it takes it.
 *
 * <p>The methods may be called from any thread and never block; one virtual thread writes.
 */
final class CallJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CallJournal.class);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final int MAX_WAITING = 65_536;
  private static final long REWRITE_FROM_BYTES = 1 << 20;
  private static final Rotation NEVER = new Rotation(Long.MAX_VALUE, Duration.ofDays(36_500), 0);

  private final Path file;
  private final Clock clock;
  private final BoundedWorker<Entry> worker;
  private final ScheduledFuture<?> ticks;
  private final AtomicLong failed = new AtomicLong();

  // Owned by the worker's thread.
  private final Map<String, String> live = new LinkedHashMap<>();
  private JsonLinesFile lines;
  private long rewriteFrom;
  private boolean broken;

  /** id null: a tick; json null: the call needs nothing more. */
  private record Entry(String id, ObjectNode json) {}

  /**
   * What an earlier run left.
   *
   * @param cut calls that had not ended
   * @param owed records of ended calls that may not be stored
   * @param lastAlive when the earlier run was last known to live
   */
  record Left(List<CallInProgress> cut, List<CdrObject> owed, Instant lastAlive) {}

  /** Goes on with the file of the run before; what that left, see {@link #read}. */
  CallJournal(Path file, ScheduledExecutorService scheduler, Clock clock) throws IOException {
    this.file = Objects.requireNonNull(file, "file");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.lines = open();
    this.rewriteFrom = lines.size() + REWRITE_FROM_BYTES;
    this.worker = new BoundedWorker<>("call-journal", MAX_WAITING, this::write);
    this.ticks =
        scheduler.scheduleAtFixedRate(
            () -> worker.offer(new Entry(null, null)), 1, 1, TimeUnit.SECONDS);
  }

  void call(CallInProgress call) {
    ObjectNode json = line();
    json.set("call", call.json());
    worker.offer(new Entry(call.transactionId(), json));
  }

  /** The call ended; this is its record, which is not stored yet. */
  void owed(CdrObject cdr) {
    ObjectNode json = line();
    json.putObject("cdr")
        .put("id", cdr.cdrId())
        .put("folder", cdr.folder())
        .put("name", cdr.name())
        .put("json", cdr.json());
    worker.offer(new Entry(cdr.cdrId(), json));
  }

  void stored(String cdrId) {
    worker.offer(new Entry(cdrId, null));
  }

  /** Lines that found no room, and how often the disk began to refuse lines. */
  long lost() {
    return worker.dropped() + failed.get();
  }

  private ObjectNode line() {
    return JsonNodeFactory.instance.objectNode().put("at", clock.millis());
  }

  private JsonLinesFile open() throws IOException {
    String name = file.getFileName().toString();
    return new JsonLinesFile(
        file.toAbsolutePath().getParent(), name.replaceFirst("\\.jsonl$", ""), NEVER, clock);
  }

  private void write(Entry entry) {
    ObjectNode json = entry.json();
    boolean tick = entry.id() == null;
    if (tick) {
      json = live.isEmpty() ? null : line().put("alive", clock.millis());
    } else if (json == null) {
      json = live.remove(entry.id()) == null ? null : line().put("stored", entry.id());
    } else {
      live.put(entry.id(), json.toString());
    }
    if (broken && !tick) {
      return; // the next tick writes everything anew
    }
    try {
      if (broken) {
        rewrite();
        broken = false;
        LOG.info("{} can be written again", file);
      } else if (json != null) {
        lines.add(json.toString().getBytes(StandardCharsets.UTF_8));
      }
      if (worker.waiting() == 0 || tick) {
        lines.flush();
      }
      if (tick) {
        lines.sync();
      }
      if (lines.size() > rewriteFrom) {
        rewrite();
      }
    } catch (IOException e) {
      if (!broken) {
        broken = true;
        failed.incrementAndGet();
        LOG.error("{} cannot be written: a crash now would lose call detail records", file, e);
      }
    }
  }

  private void rewrite() throws IOException {
    try {
      lines.close();
    } catch (IOException e) {
      LOG.debug("{}: what it lacks is written anew", file, e);
    }
    StringBuilder content = new StringBuilder();
    live.values().forEach(line -> content.append(line).append('\n'));
    byte[] bytes = content.toString().getBytes(StandardCharsets.UTF_8);
    try {
      DurableFiles.writeWhole(file, bytes);
    } finally {
      lines = open();
    }
    rewriteFrom = Math.max(REWRITE_FROM_BYTES, 4L * bytes.length);
  }

  /** Reads what an earlier run left; lines that are no longer whole are passed over. */
  static Left read(Path file) throws IOException {
    Map<String, CallInProgress> calls = new LinkedHashMap<>();
    Map<String, CdrObject> owed = new LinkedHashMap<>();
    Instant alive = Instant.EPOCH;
    if (Files.exists(file)) {
      // Unlike Files.newBufferedReader this takes a character torn in two.
      try (BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          alive = later(alive, take(line, calls, owed));
        }
      }
    }
    return new Left(new ArrayList<>(calls.values()), new ArrayList<>(owed.values()), alive);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant take(
      String line, Map<String, CallInProgress> calls, Map<String, CdrObject> owed) {
    try {
      JsonNode json = MAPPER.readTree(line);
      if (json.has("call")) {
        CallInProgress call = CallInProgress.of(json.path("call"));
        if (!owed.containsKey(call.transactionId())) {
          calls.put(call.transactionId(), call);
        }
      } else if (json.has("cdr")) {
        JsonNode cdr = json.path("cdr");
        String id = cdr.path("id").asText();
        calls.remove(id);
        owed.put(
            id,
            new CdrObject(
                cdr.path("folder").asText(),
                cdr.path("name").asText(),
                id,
                cdr.path("json").asText()));
      } else if (json.has("stored")) {
        calls.remove(json.path("stored").asText());
        owed.remove(json.path("stored").asText());
      }
      return Instant.ofEpochMilli(json.path("at").asLong());
    } catch (IOException | IllegalArgumentException e) {
      LOG.warn("a line of the call journal cannot be read: {}", e.getMessage());
      return Instant.EPOCH;
    }
  }

  @Override
  public void close() {
    ticks.cancel(false);
    if (!worker.close(Duration.ofSeconds(5))) {
      LOG.error("the call journal could not be written to its end");
      return;
    }
    try {
      if (broken) {
        rewrite();
      }
      lines.close();
      if (live.isEmpty()) {
        DurableFiles.writeWhole(file, new byte[0]);
      }
    } catch (IOException e) {
      LOG.error("the call journal could not be closed", e);
    }
  }
}
