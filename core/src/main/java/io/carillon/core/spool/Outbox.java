package io.carillon.core.spool;

import io.carillon.core.concurrent.BoundedWorker;
import io.carillon.core.concurrent.Scheduler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records on their way to a far end: taken without blocking, kept in a {@link Spool}, delivered in
 * order at least once by a {@link Delivery}.
 *
 * <pre>
 * offer -> queue (bounded) -> spool (on the disk, bounded) -> delivery -> target
 * store ----------------------^
 * </pre>
 *
 * <p>{@link #offer} may be called from any thread and never blocks. Everything that is lost on the
 * way (no room in the queue, refused by the disk, given way in the spool, set aside) is counted.
 */
public final class Outbox implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private static final int MAX_QUEUED = 16_384;
  private static final long MAX_QUEUED_BYTES = 32L << 20;
  private static final Duration SYNC_EVERY = Duration.ofSeconds(1);
  private static final Duration LOSING = Duration.ofMinutes(1);

  private final String name;
  private final Spool spool;
  private final Target target;
  private final Delivery delivery;
  private final Resources resources;
  private final BoundedWorker<Work> worker;
  private final AtomicInteger queuedBytes = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private volatile long lossesSeen;
  private volatile long lastLossMillis;
  private volatile boolean closing;
  private volatile Scheduler.Task tick;

  // Owned by the worker's thread.
  private boolean diskComplained;

  private sealed interface Work {}

  private record Append(byte[] record) implements Work {}

  private record Sync() implements Work {}

  /**
   * What an outbox runs on.
   *
   * @param executor runs what blocks, such as virtual threads
   * @param random for the jitter of the waiting time after a failure
   */
  public record Resources(
      Executor executor, Scheduler scheduler, Clock clock, RandomGenerator random) {
    public Resources {
      Objects.requireNonNull(executor, "executor");
      Objects.requireNonNull(scheduler, "scheduler");
      Objects.requireNonNull(clock, "clock");
      Objects.requireNonNull(random, "random");
    }
  }

  /**
   * What an outbox keeps where.
   *
   * @param folder of its own
   * @param maxBytes of the spool on the disk
   * @param gather how long a first record waits for others to be delivered with
   */
  public record Keeping(Path folder, long maxBytes, Duration gather) {}

  /**
   * Opens the spool and goes on with what a run before left in it.
   *
   * @param name for logs, health and metrics
   */
  public Outbox(String name, Keeping keeping, Target target, Resources resources)
      throws IOException {
    this.name = Objects.requireNonNull(name, "name");
    this.resources = resources;
    this.target = target;
    this.spool = new Spool(keeping.folder(), keeping.maxBytes());
    this.delivery =
        new Delivery(
            name, spool, target, new RefusedRecords(keeping.folder()), keeping.gather(), resources);
    this.worker = new BoundedWorker<>("outbox-" + name, MAX_QUEUED, this::work);
    if (spool.waiting() > 0) {
      LOG.info("{}: {} records of the run before are delivered now", name, spool.waiting());
      delivery.wake();
    }
    nextTick();
  }

  private void nextTick() {
    tick =
        resources
            .scheduler()
            .after(
                SYNC_EVERY,
                () -> {
                  if (!closing) {
                    worker.offer(new Sync());
                    nextTick();
                  }
                });
  }

  /**
   * Takes a record to be delivered later; never blocks.
   *
   * @return false when there was no room; it is counted
   */
  public boolean offer(byte[] record) {
    if (queuedBytes.addAndGet(record.length) > MAX_QUEUED_BYTES
        || !worker.offer(new Append(record))) {
      queuedBytes.addAndGet(-record.length);
      lost.incrementAndGet();
      return false;
    }
    return true;
  }

  /**
   * Takes a record; when it returns the record survives a power cut. May block for the disk, never
   * for the far end.
   */
  public void store(byte[] record) throws IOException {
    spool.append(record);
    spool.sync();
    delivery.wake();
  }

  private void work(Work work) {
    try {
      switch (work) {
        case Append append -> {
          queuedBytes.addAndGet(-append.record().length);
          spool.append(append.record());
          delivery.wake();
        }
        case Sync _ -> spool.sync();
      }
      diskComplained = false;
    } catch (IOException e) {
      if (work instanceof Append) {
        lost.incrementAndGet();
      }
      if (!diskComplained) {
        diskComplained = true;
        LOG.error("{}: the spool cannot be written: {}", name, e.toString());
      }
    }
    noteLosses();
  }

  private void noteLosses() {
    long now = lost();
    if (now != lossesSeen) {
      long millis = resources.clock().millis();
      if (millis - lastLossMillis > LOSING.toMillis()) {
        LOG.error("{}: records are lost, {} so far (aws.spool-size, or the disk)", name, now);
      }
      lastLossMillis = millis;
      lossesSeen = now;
    }
  }

  /** Shows every record that waits, the oldest first. May block for the disk. */
  public void forEachWaiting(Consumer<byte[]> reader) throws IOException {
    spool.forEachWaiting(reader);
  }

  public String name() {
    return name;
  }

  /** Records in the spool that the far end does not have yet. */
  public long waiting() {
    return spool.waiting();
  }

  /** Their size on the disk, bytes. */
  public long waitingBytes() {
    return spool.waitingBytes();
  }

  /** Records the far end has taken, since the start. */
  public long delivered() {
    return delivery.delivered();
  }

  /** Records set aside because the far end will never take them, since the start. */
  public long refused() {
    return delivery.refused();
  }

  /** Attempts that ended with at least one record to be offered again, since the start. */
  public long failures() {
    return delivery.failures();
  }

  /** Records lost: no room in queue or spool, or refused by the disk; since the start. */
  public long lost() {
    return lost.get() + spool.dropped();
  }

  /** True when a record was lost in the last minute. */
  public boolean isLosing() {
    return lost() > lossesSeen
        || (lossesSeen > 0 && resources.clock().millis() - lastLossMillis < LOSING.toMillis());
  }

  /** Why the last attempt failed; empty when it did not. */
  public String trouble() {
    return delivery.trouble();
  }

  /**
   * Takes nothing more, tries once to deliver what waits, for a few seconds; the rest stays in the
   * spool for the next run.
   */
  @Override
  public void close() throws IOException {
    closing = true;
    tick.cancel();
    worker.close();
    delivery.close();
    target.close();
    if (spool.waiting() > 0) {
      LOG.warn("{}: {} records are left to the next run", name, spool.waiting());
    }
    spool.close();
  }
}
