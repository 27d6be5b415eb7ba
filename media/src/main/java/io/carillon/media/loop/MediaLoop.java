package io.carillon.media.loop;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that owns sockets, sessions and meetings: it handles their datagrams, runs the tasks
 * other threads hand over, and every 20 ms the ticks. What a loop owns needs no lock.
 *
 * <p>{@link #execute}, {@link #close} and the readers of figures may be called from any thread,
 * everything else only in the loop. Ticks are due at fixed times, so that they do not drift; when
 * the loop falls behind it catches up, and after {@value #MOST_BEHIND} ticks it gives up the rest
 * and counts them. A loop with nothing to tick sleeps.
 */
public final class MediaLoop implements Executor, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);

  private static final long TICK_NANOS = Tick.MILLIS * 1_000_000L;
  private static final long MILLI_NANOS = 1_000_000L;
  private static final int MOST_BEHIND = 10;
  private static final int TASKS_PER_PASS = 256;

  private final String name;
  private final LongSupplier nanoTime;
  private final UdpNetwork.Poller poller;
  private final Thread thread;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean wakeupAsked = new AtomicBoolean();
  private final AtomicInteger load = new AtomicInteger();
  private final AtomicLong skippedTicks = new AtomicLong();
  private final TickLateness lateness = new TickLateness();
  private final long pollGapNanos;
  private volatile boolean closing;

  // Owned by the loop.
  private final List<Tick> ticks = new ArrayList<>();
  private long nextTick;
  private int relays;
  private final FaultLog faults;

  /**
   * Makes a loop and starts its thread.
   *
   * @param name of the thread
   * @param network the kind of sockets it handles
   * @param pollGapMicros time between two polls in us while something ticks, 0-5000: datagrams that
   *     come meanwhile are handled together, which saves wake-ups; 0 = handle each as it comes. The
   *     polls are counted back from the next tick: the last one is due with it, so that the tick
   *     misses nothing, and when 20 ms are a multiple of the gap, a sender in step with us is
   *     always read equally late, so that the gap is no jitter to it; not while packets are passed
   *     on ({@link #addRelay})
   * @param nanoTime the clock, {@code System::nanoTime}
   */
  public MediaLoop(String name, UdpNetwork network, int pollGapMicros, LongSupplier nanoTime)
      throws IOException {
    if (pollGapMicros < 0 || pollGapMicros > 5000) {
      throw new IllegalArgumentException("pollGapMicros " + pollGapMicros + ": allowed are 0-5000");
    }
    this.name = name;
    this.nanoTime = nanoTime;
    this.pollGapNanos = pollGapMicros * 1000L;
    this.faults = new FaultLog(LOG, nanoTime);
    this.poller = network.poller();
    this.thread = Thread.ofPlatform().name(name).daemon(true).unstarted(this::run);
    thread.start();
  }

  /** Hands a task to the loop; tasks run in order. */
  @Override
  public void execute(Runnable task) {
    if (closing && !inLoop()) {
      throw new RejectedExecutionException(name + " is closed");
    }
    tasks.add(task);
    if (!inLoop() && wakeupAsked.compareAndSet(false, true)) {
      wakeup();
    }
  }

  /** Wherever it waits: for datagrams, or for the gap to pass. */
  private void wakeup() {
    poller.wakeup();
    LockSupport.unpark(thread);
  }

  public boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /** The thread, for those who measure what it costs. */
  public Thread thread() {
    return thread;
  }

  /** Sessions and meetings that chose this loop; a measure for choosing the next one's. */
  public AtomicInteger load() {
    return load;
  }

  public TickLateness lateness() {
    return lateness;
  }

  /** Ticks given up because the loop was too far behind. */
  public long skippedTicks() {
    return skippedTicks.get();
  }

  /** From now on the socket's datagrams go to the handler. */
  public void register(UdpSocket socket, DatagramHandler handler) throws IOException {
    assert inLoop();
    poller.register(socket, handler);
  }

  /** Lets the socket go without closing it. */
  public void unregister(UdpSocket socket) {
    assert inLoop();
    poller.unregister(socket);
  }

  /** Adds work to every tick. */
  public void addTick(Tick tick) {
    assert inLoop();
    if (ticks.isEmpty()) {
      nextTick = nanoTime.getAsLong();
    }
    ticks.add(tick);
  }

  /** Takes work out; does nothing when it is not there. */
  public void removeTick(Tick tick) {
    assert inLoop();
    ticks.remove(tick);
  }

  /**
   * Someone on this loop passes packets on, who must not wait for the tick: the sockets are read as
   * packets come until {@link #removeRelay}.
   */
  public void addRelay() {
    assert inLoop();
    relays++;
  }

  /** The opposite of {@link #addRelay}. */
  public void removeRelay() {
    assert inLoop();
    relays--;
  }

  private void run() {
    try {
      while (!closing || !tasks.isEmpty()) {
        pass();
      }
    } catch (IOException | RuntimeException e) {
      LOG.error("{} stopped: every session on it is lost", name, e);
    } finally {
      closing = true;
      poller.close();
    }
  }

  /** Datagrams first, then tasks, then the tick: the tick sees everything that has arrived. */
  private void pass() throws IOException {
    poller.poll(timeout());
    runTasks();
    tickWhenDue();
  }

  private long timeout() {
    wakeupAsked.set(false);
    if (!tasks.isEmpty() || closing) {
      return 0;
    }
    if (ticks.isEmpty()) {
      return -1;
    }
    long now = nanoTime.getAsLong();
    long untilTick = Math.max(nextTick - now, 0);
    if (relays > 0) {
      // No poller waits for less than a millisecond without being deaf: the tick may be as late.
      return untilTick == 0 ? 0 : Math.max(untilTick, MILLI_NANOS);
    }
    if (pollGapNanos > 0) {
      if (untilTick > 0) {
        LockSupport.parkNanos((untilTick - 1) % pollGapNanos + 1);
      }
      return 0;
    }
    return untilTick;
  }

  /** Longest time a datagram now waits before it is read while the loop has time, in us. */
  public int pollGapMicros() {
    assert inLoop();
    return relays > 0 ? 0 : (int) (pollGapNanos / 1000);
  }

  private void runTasks() {
    for (int i = 0; i < TASKS_PER_PASS; i++) {
      Runnable task = tasks.poll();
      if (task == null) {
        return;
      }
      try {
        task.run();
      } catch (RuntimeException e) {
        faults.fault("a task on " + name, e);
      }
    }
  }

  private void tickWhenDue() {
    if (ticks.isEmpty()) {
      return;
    }
    long now = nanoTime.getAsLong();
    long late = now - nextTick;
    if (late < 0) {
      return;
    }
    lateness.record(late);
    if (late > MOST_BEHIND * TICK_NANOS) {
      long skipped = late / TICK_NANOS;
      skippedTicks.addAndGet(skipped);
      nextTick += skipped * TICK_NANOS;
    }
    long due = nextTick;
    nextTick += TICK_NANOS;
    // Backwards, so that a tick may take itself out.
    for (int i = ticks.size() - 1; i >= 0; i--) {
      if (i < ticks.size()) {
        runTick(ticks.get(i), due);
      }
    }
  }

  private void runTick(Tick tick, long due) {
    try {
      tick.tick(due);
    } catch (RuntimeException e) {
      faults.fault("a tick on " + name, e);
    }
  }

  /** Runs the tasks handed over so far and stops the thread. Sockets must have been closed. */
  @Override
  public void close() {
    closing = true;
    wakeup();
    if (inLoop()) {
      return;
    }
    try {
      if (!thread.join(Duration.ofSeconds(5))) {
        LOG.error("{} did not stop", name);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
