package io.carillon.core.record;

import io.carillon.core.call.LegInfo;
import io.carillon.core.event.BridgedCall;
import io.carillon.core.event.BridgedCalls;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.quality.PhoneCountries;
import io.carillon.core.record.CdrSink.CdrObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the call detail record of every answered leg when it ends, and of every bridged call when
 * the first of its legs ends. {@link EventBus#record} takes it. A leg into a meeting that was never
 * answered has no record; events, metrics and the SIP log tell of it. A bridged call that nobody
 * answered has one, which is not waited for, nor kept when many are waiting.
 *
 * <p>Whoever publishes the end of a leg learns when the record is stored, so that the BYE is
 * answered then; but after the patience given at the latest. A record that takes longer or fails is
 * kept (at most {@value #MAX_OWED}), offered to the sink again, and counted. What is owed also
 * stands in a journal, from which the next run makes up for a crash: see {@link #start}.
 *
 * <p>Thread-safe.
 */
public final class CdrWriter
    implements Function<DomainEvent, CompletableFuture<Void>>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CdrWriter.class);

  static final int MAX_OWED = 10_000;
  private static final int MAX_OWED_FAILED = MAX_OWED / 2;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(5);
  private static final Duration AT_CLOSE = Duration.ofSeconds(10);
  private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

  private final CdrSink sink;
  private final CallDetailRecord records;
  private final CallJournal journal;
  private final CallJournal.Left left;
  private final Executor blocking;
  private final Duration patience;
  private final ScheduledExecutorService scheduler;
  private final ScheduledFuture<?> ticks;

  private final BridgedCalls bridged = new BridgedCalls();
  private final Map<String, CallInProgress> calls = new ConcurrentHashMap<>();
  private final Map<String, Instant> conferences = new ConcurrentHashMap<>();
  private final Map<String, Owed> owed = new ConcurrentHashMap<>();
  private final AtomicBoolean tryingAgain = new AtomicBoolean();
  private final AtomicLong stored = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private volatile boolean sinkHangs;

  /** attempted: what the end of the call waits for. */
  private record Owed(
      CdrObject cdr,
      AtomicBoolean beingStored,
      AtomicBoolean complained,
      CompletableFuture<Void> attempted) {

    Owed(CdrObject cdr) {
      this(cdr, new AtomicBoolean(), new AtomicBoolean(), new CompletableFuture<>());
    }
  }

  /**
   * Reads the journal of the run before and goes on with it.
   *
   * @param journal such as {@code DATA/run/calls.jsonl}
   * @param blocking runs what may block: a few platform threads of its own, so that a hanging disk
   *     holds up nobody else; a sink that hangs is no longer waited for until it has stored again
   * @param patience how long the end of a leg may wait for its record, such as 2 s
   * @throws IOException when the journal cannot be read or made
   */
  public CdrWriter(
      CdrSink sink,
      AccountIds account,
      PhoneCountries countries,
      MeetingOwners owners,
      Path journal,
      Executor blocking,
      Duration patience,
      ScheduledExecutorService scheduler,
      Clock clock)
      throws IOException {
    this.sink = sink;
    this.records = new CallDetailRecord(account, countries, owners);
    this.blocking = blocking;
    this.patience = patience;
    this.scheduler = scheduler;
    this.left = CallJournal.read(journal);
    this.journal = new CallJournal(journal, scheduler, clock);
    // From here on these are calls that ended, also for the run after this one.
    left.cut().forEach(call -> owe(records.of(call, endOf(call, left.lastAlive()))));
    left.owed().forEach(this::owe);
    this.ticks =
        scheduler.scheduleWithFixedDelay(
            this::tryAgain, TRY_AGAIN.toNanos(), TRY_AGAIN.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Stores the records that the run before owed when it was cut, with the last time it was known to
   * live as the end of calls that had none. Call it once before the first call; may block.
   */
  public void start() {
    for (Owed record : owed.values()) {
      if (record.beingStored().compareAndSet(false, true)) {
        recover(record);
      }
    }
    if (!left.cut().isEmpty() || !left.owed().isEmpty()) {
      LOG.info(
          "call detail records after a crash: {} calls were cut, {} had ended",
          left.cut().size(),
          left.owed().size());
    }
  }

  private void recover(Owed record) {
    try {
      if (sink.contains(record.cdr())) {
        settle(record.cdr());
        return;
      }
    } catch (IOException e) {
      LOG.warn("cannot look for call detail record {}: {}", record.cdr().cdrId(), e.toString());
    }
    store(record);
  }

  private static Instant endOf(CallInProgress call, Instant lastAlive) {
    return lastAlive.isAfter(call.answeredAt()) ? lastAlive : call.answeredAt();
  }

  /**
   * Completes when the records of the calls that ended by this are stored, or waited for enough.
   */
  @Override
  public CompletableFuture<Void> apply(DomainEvent event) {
    List<Owed> ended = new ArrayList<>();
    switch (event) {
      case DomainEvent.LegAnswered answered -> {
        if (!answered.leg().role().bridged()) {
          begin(CallInProgress.answered(answered.leg(), answered.at()));
        }
      }
      case DomainEvent.MeetingStarted started ->
          conferences.put(started.meeting().conferenceId(), started.at());
      case DomainEvent.ParticipantJoined joined -> joined(joined);
      case DomainEvent.MeetingEnded over -> meetingEnded(over);
      case DomainEvent.StreamStarted started -> streamed(started.leg());
      case DomainEvent.LegEnded leg when !leg.leg().role().bridged() -> ended.add(legEnded(leg));
      default -> {
        // says nothing about a call's record, unless it is of a bridged call
      }
    }
    bridged.accept(event, change -> changed(change, ended));
    if (event instanceof DomainEvent.LegEnded leg && unanswered(leg)) {
      failed(leg);
    }
    CompletableFuture<Void> all = NOTHING;
    for (Owed record : ended) {
      CompletableFuture<Void> one = storeNow(record);
      all = all.isDone() ? one : CompletableFuture.allOf(all, one);
    }
    return all;
  }

  private void begin(CallInProgress call) {
    calls.put(call.transactionId(), call);
    journal.call(call);
  }

  private void changed(BridgedCalls.Change change, List<Owed> ended) {
    BridgedCall call = change.call();
    switch (change) {
      case BridgedCalls.Change.Began _ -> begin(CallInProgress.bridged(call, TrunkPart.of(call)));
      case BridgedCalls.Change.Paired _ -> {
        CallInProgress paired =
            calls.computeIfPresent(
                call.id(),
                (id, now) ->
                    CallInProgress.bridged(call, now.trunk().orElseGet(() -> TrunkPart.of(call))));
        if (paired != null) {
          journal.call(paired);
        }
      }
      case BridgedCalls.Change.Merged _ -> {
        calls.remove(call.id());
        journal.stored(call.id()); // needs no record
      }
      case BridgedCalls.Change.Ended over -> {
        CallInProgress known = calls.remove(call.id());
        Owed record = known == null ? null : owe(records.of(known, over.at()));
        if (record != null) {
          ended.add(record);
        }
      }
    }
  }

  /** Audio of a bridged call goes to a stream: its record says so. */
  private void streamed(LegInfo leg) {
    if (!leg.role().bridged()) {
      return;
    }
    CallInProgress changed =
        calls.computeIfPresent(leg.callTransactionId(), (id, now) -> now.inStream());
    if (changed != null) {
      journal.call(changed);
    }
  }

  private static boolean unanswered(DomainEvent.LegEnded ended) {
    return ended.leg().role().bridged() && ended.leg().firstOfCall() && ended.answeredAt() == null;
  }

  private void failed(DomainEvent.LegEnded ended) {
    if (owed.size() >= MAX_OWED_FAILED) {
      lost.incrementAndGet(); // the room that is left is for calls that cost something
      return;
    }
    Owed record =
        owe(records.of(CallInProgress.failed(ended.leg(), ended.reason().text()), ended.at()));
    if (record != null && record.beingStored().compareAndSet(false, true)) {
      try {
        blocking.execute(() -> store(record));
      } catch (RejectedExecutionException e) {
        record.beingStored().set(false); // the server is stopping: at close, or by the next run
      }
    }
  }

  private void joined(DomainEvent.ParticipantJoined joined) {
    Instant start = conferences.computeIfAbsent(joined.meeting().conferenceId(), id -> joined.at());
    CallInProgress call =
        calls.computeIfPresent(
            joined.leg().transactionId(), (id, now) -> now.in(joined.meeting(), start));
    if (call != null) {
      journal.call(call);
    }
  }

  private void meetingEnded(DomainEvent.MeetingEnded ended) {
    String conference = ended.meeting().conferenceId();
    conferences.remove(conference);
    for (CallInProgress call : calls.values()) {
      if (call.conferenceId().equals(conference)) {
        CallInProgress changed =
            calls.computeIfPresent(
                call.transactionId(),
                (id, now) ->
                    now.conferenceId().equals(conference) ? now.conferenceEnded(ended.at()) : now);
        if (changed != null) {
          journal.call(changed);
        }
      }
    }
  }

  /** Null when the leg was never answered, or too much is owed. */
  private Owed legEnded(DomainEvent.LegEnded ended) {
    CallInProgress call = calls.remove(ended.leg().transactionId());
    if (call == null) {
      if (ended.answeredAt() == null) {
        return null;
      }
      call = CallInProgress.answered(ended.leg(), ended.answeredAt());
    }
    return owe(records.of(call, ended.at()));
  }

  /** Begins to store the record of a call that has just ended; completes within the patience. */
  private CompletableFuture<Void> storeNow(Owed record) {
    if (record == null) {
      return NOTHING;
    }
    if (record.beingStored().compareAndSet(false, true)) {
      try {
        blocking.execute(() -> store(record));
      } catch (RejectedExecutionException e) {
        store(record); // the server is stopping: better late than never
      }
    }
    if (sinkHangs) {
      return NOTHING;
    }
    try {
      ScheduledFuture<?> enough =
          scheduler.schedule(() -> tookLong(record), patience.toNanos(), TimeUnit.NANOSECONDS);
      record.attempted().thenRun(() -> enough.cancel(false));
    } catch (RejectedExecutionException e) {
      return NOTHING; // stopping: close() stores it
    }
    return record.attempted();
  }

  private void tookLong(Owed record) {
    if (record.attempted().complete(null)) {
      sinkHangs = true;
      failures.incrementAndGet();
      record.complained().set(true);
      LOG.warn("call detail record {}: not stored after {}", record.cdr().cdrId(), patience);
    }
  }

  private Owed owe(CdrObject cdr) {
    if (owed.size() >= MAX_OWED) {
      lost.incrementAndGet();
      LOG.error("call detail record lost, {} are waiting already: {}", MAX_OWED, cdr.json());
      return null;
    }
    Owed record = new Owed(cdr);
    Owed other = owed.putIfAbsent(cdr.cdrId(), record);
    if (other != null) {
      return other;
    }
    journal.owed(cdr);
    return record;
  }

  private void store(Owed record) {
    try {
      sink.put(record.cdr());
      settle(record.cdr());
    } catch (IOException | RuntimeException e) {
      failures.incrementAndGet();
      if (record.complained().compareAndSet(false, true)) {
        LOG.warn("call detail record {}: kept for later: {}", record.cdr().cdrId(), e.toString());
      }
    } finally {
      record.beingStored().set(false);
      record.attempted().complete(null);
    }
  }

  private void settle(CdrObject cdr) {
    sinkHangs = false;
    owed.remove(cdr.cdrId());
    stored.incrementAndGet();
    journal.stored(cdr.cdrId());
  }

  private void tryAgain() {
    if (!owed.isEmpty() && tryingAgain.compareAndSet(false, true)) {
      blocking.execute(
          () -> {
            try {
              storeOwed();
            } finally {
              tryingAgain.set(false);
            }
          });
    }
  }

  private void storeOwed() {
    for (Owed record : owed.values()) {
      if (record.beingStored().compareAndSet(false, true)) {
        store(record);
      }
    }
  }

  /** Records stored since the start. */
  public long stored() {
    return stored.get();
  }

  /** Attempts to store that failed or took too long. */
  public long failures() {
    return failures.get();
  }

  /** Records waiting to be stored. */
  public int owed() {
    return owed.size();
  }

  /** Records that could not be stored when their call ended and still wait. */
  public int late() {
    return (int) owed.values().stream().filter(record -> record.complained().get()).count();
  }

  /** Records given up, and journal lines that could not be written. */
  public long lost() {
    return lost.get() + journal.lost();
  }

  private void storeOwedAtLast() {
    try {
      CompletableFuture.runAsync(this::storeOwed, blocking)
          .get(AT_CLOSE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
      LOG.error("{} call detail records are left to the next run: {}", owed.size(), e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tries what is owed once more; what then still is stays in the journal for the next run. */
  @Override
  public void close() {
    ticks.cancel(false);
    if (!owed.isEmpty()) {
      storeOwedAtLast();
    }
    journal.close();
  }
}
