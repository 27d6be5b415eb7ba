package io.carillon.sip.transport;

import io.carillon.core.concurrent.FollowUps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Runs what belongs to one Call-ID in order: each Call-ID has its stripe, each stripe one thread
 * and a bounded queue. JAIN-SIP is called only from here, never from an event loop.
 *
 * <p>Thread-safe; never blocks the caller.
 */
public final class MessageDispatcher implements AutoCloseable {
  private final List<ThreadPoolExecutor> stripes = new ArrayList<>();
  private final FollowUps followUps = new FollowUps();
  private final AtomicLong queuedBytes = new AtomicLong();
  private final long maxQueuedBytes;

  /**
   * @param stripes threads, at least 1
   * @param capacity tasks that may wait in each, at least 1
   * @param maxQueuedBytes of messages that may wait in all of them
   */
  public MessageDispatcher(String name, int stripes, int capacity, long maxQueuedBytes) {
    this.maxQueuedBytes = maxQueuedBytes;
    for (int i = 0; i < stripes; i++) {
      String threadName = name + "-" + i;
      this.stripes.add(
          new ThreadPoolExecutor(
              1,
              1,
              0,
              TimeUnit.SECONDS,
              new ArrayBlockingQueue<>(capacity),
              task -> Thread.ofPlatform().daemon().name(threadName).unstarted(task),
              new ThreadPoolExecutor.AbortPolicy()));
    }
  }

  /**
   * Runs the task after all earlier ones of that Call-ID; false when there is no room for it.
   *
   * @param bytes that the task holds while it waits
   */
  public boolean execute(String callId, int bytes, Runnable task) {
    if (queuedBytes.addAndGet(bytes) > maxQueuedBytes) {
      queuedBytes.addAndGet(-bytes);
      return false;
    }
    int hash = callId.hashCode();
    int stripe = Math.floorMod(hash ^ (hash >>> 16), stripes.size());
    try {
      stripes.get(stripe).execute(() -> run(task, bytes));
      return true;
    } catch (java.util.concurrent.RejectedExecutionException e) {
      queuedBytes.addAndGet(-bytes);
      return false; // the caller counts it
    }
  }

  private void run(Runnable task, int bytes) {
    queuedBytes.addAndGet(-bytes);
    followUps.run(task);
  }

  /** Runs what a message leads to on the message's thread, after it. */
  public FollowUps followUps() {
    return followUps;
  }

  /** Tasks waiting now, in all stripes. */
  public int waiting() {
    int waiting = 0;
    for (ThreadPoolExecutor stripe : stripes) {
      waiting += stripe.getQueue().size();
    }
    return waiting;
  }

  @Override
  public void close() {
    close(Duration.ofSeconds(2));
  }

  /** Takes nothing more, waits that long for what is queued, then interrupts. */
  public void close(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    for (ThreadPoolExecutor stripe : stripes) {
      stripe.shutdown();
    }
    for (ThreadPoolExecutor stripe : stripes) {
      try {
        if (!stripe.awaitTermination(
            Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS)) {
          stripe.shutdownNow();
        }
      } catch (InterruptedException e) {
        stripe.shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
  }
}
