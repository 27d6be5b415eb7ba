package io.carillon.core.spool;

import io.carillon.core.spool.Target.Answer;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes records from a spool to their target, batch by batch. A batch is done when each of its
 * records was delivered or refused; only those that were neither are offered again, after a time
 * that grows with every failure. No thread waits meanwhile.
 *
 * <p>{@link #wake} may be called from any thread and does not block.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  static final Duration LEAST_WAIT = Duration.ofMillis(200);
  static final Duration MOST_WAIT = Duration.ofSeconds(30);
  private static final Duration AT_CLOSE = Duration.ofSeconds(5);
  private static final int MAX_REASON = 300;

  private final String name;
  private final Spool spool;
  private final Target target;
  private final RefusedRecords aside;
  private final Duration gather;
  private final Outbox.Resources resources;
  private final Backoff backoff;

  /** Set from the moment a run is due until it has found the spool empty. */
  private final AtomicBoolean due = new AtomicBoolean();

  private final AtomicLong delivered = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong failures = new AtomicLong();
  private volatile String trouble = "";
  private volatile boolean closing;
  private volatile boolean closed;

  private final ReentrantLock running = new ReentrantLock();
  // Guarded by running.
  private List<SpoolRecord> rest = List.of();
  private SpoolRecord last;

  Delivery(
      String name,
      Spool spool,
      Target target,
      RefusedRecords aside,
      Duration gather,
      Outbox.Resources resources) {
    this.name = name;
    this.spool = spool;
    this.target = target;
    this.aside = aside;
    this.gather = gather;
    this.resources = resources;
    this.backoff = new Backoff(LEAST_WAIT, MOST_WAIT, resources.random());
  }

  /** There is something to deliver. */
  void wake() {
    if (!closing && due.compareAndSet(false, true)) {
      after(gather);
    }
  }

  private void after(Duration delay) {
    if (delay.isZero()) {
      execute();
    } else {
      resources.scheduler().after(delay, this::execute);
    }
  }

  private void execute() {
    try {
      resources.executor().execute(this::run);
    } catch (RejectedExecutionException e) {
      LOG.debug("{}: the server is stopping", name, e); // close() tries once more
    }
  }

  private void run() {
    running.lock();
    try {
      while (!closed && attempt()) {
        backoff.reset();
      }
    } catch (IOException | RuntimeException e) {
      if (!closing) {
        if (trouble.isEmpty()) {
          LOG.error("{}: delivery stopped for a while", name, e);
        }
        tryAgain(e.toString());
      }
    } finally {
      running.unlock();
    }
  }

  /** One batch; true when it is done. */
  private boolean attempt() throws IOException {
    if (rest.isEmpty() && !nextBatch()) {
      due.set(false);
      if (spool.waiting() > 0) {
        wake(); // one came in between
      }
      return false;
    }
    List<Answer> answers = target.deliver(rest.stream().map(SpoolRecord::content).toList());
    settle(answers);
    if (!rest.isEmpty()) {
      return false;
    }
    spool.acknowledge(last);
    if (!trouble.isEmpty()) {
      LOG.info("{}: delivered again, {} records wait", name, spool.waiting());
      trouble = "";
    }
    return true;
  }

  private boolean nextBatch() throws IOException {
    while (spool.waiting() > 0) {
      try {
        rest = spool.read(target.maxRecords(), target.maxBytes());
        if (!rest.isEmpty()) {
          last = rest.getLast();
          return true;
        }
      } catch (EOFException e) {
        LOG.error("{}: a damaged part of the spool is left out: {}", name, e.getMessage());
        spool.skipSegment();
      }
    }
    return false;
  }

  private void settle(List<Answer> answers) throws IOException {
    List<SpoolRecord> later = new ArrayList<>();
    String reason = "no answer";
    for (int i = 0; i < rest.size(); i++) {
      SpoolRecord record = rest.get(i);
      Answer answer = i < answers.size() ? answers.get(i) : Answer.later("no answer");
      switch (answer.kind()) {
        case DELIVERED -> delivered.incrementAndGet();
        case REFUSED -> refuse(record, answer.reason());
        case LATER -> {
          reason = answer.reason();
          later.add(record);
        }
      }
    }
    if (later.size() < rest.size()) {
      backoff.reset(); // it moves
    }
    rest = later;
    if (!later.isEmpty()) {
      tryAgain(reason);
    }
  }

  private void refuse(SpoolRecord record, String reason) throws IOException {
    if (refused.incrementAndGet() == 1) {
      LOG.error("{}: a record was refused and set aside in refused.jsonl: {}", name, brief(reason));
    }
    aside.add(resources.clock().instant(), brief(reason), record.content());
  }

  private void tryAgain(String reason) {
    failures.incrementAndGet();
    if (trouble.isEmpty()) {
      LOG.warn("{}: not delivered, kept on the disk: {}", name, brief(reason));
    }
    trouble = brief(reason);
    if (!closing) {
      due.set(true);
      after(backoff.next());
    }
  }

  private static String brief(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON);
  }

  long delivered() {
    return delivered.get();
  }

  long refused() {
    return refused.get();
  }

  long failures() {
    return failures.get();
  }

  String trouble() {
    return trouble;
  }

  /** One last attempt at everything that waits, for at most some seconds. */
  void close() {
    closing = true;
    try {
      CompletableFuture.runAsync(this::run, resources.executor())
          .get(AT_CLOSE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException | RejectedExecutionException e) {
      LOG.warn("{}: the last delivery did not end: {}", name, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closed = true; // a run that is still due does nothing
  }
}
