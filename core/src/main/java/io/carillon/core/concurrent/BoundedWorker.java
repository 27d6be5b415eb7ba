package io.carillon.core.concurrent;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bounded queue in front of work that may block (disk, HTTP, database), done by one virtual
 * thread. When the queue is full the item is refused and counted; whoever offers it goes on.
 *
 * <p>{@link #offer} may be called from any thread and never blocks.
 */
public final class BoundedWorker<T> implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedWorker.class);

  private static final Object WAKE_UP = new Object();

  private final BlockingQueue<Object> queue;
  private final String name;
  private final Consumer<T> work;
  private final AtomicLong dropped = new AtomicLong();
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param name for the thread and the log
   * @param capacity items that may wait, at least 1
   * @param work done for each item in order; what it throws is logged
   */
  public BoundedWorker(String name, int capacity, Consumer<T> work) {
    this.name = Objects.requireNonNull(name, "name");
    this.queue = new ArrayBlockingQueue<>(capacity);
    this.work = Objects.requireNonNull(work, "work");
    this.thread = Thread.ofVirtual().name(name).start(this::run);
  }

  /** Takes the item, or refuses it when the queue is full or closed; a refusal is counted. */
  public boolean offer(T item) {
    if (!closed && queue.offer(Objects.requireNonNull(item, "item"))) {
      return true;
    }
    dropped.incrementAndGet();
    return false;
  }

  /** Items refused since the start. */
  public long dropped() {
    return dropped.get();
  }

  /** Items waiting now. */
  public int waiting() {
    return queue.size();
  }

  @SuppressWarnings("unchecked")
  private void run() {
    while (true) {
      Object item;
      try {
        // Once closed nothing new comes: what is there is the rest.
        item = closed ? queue.poll() : queue.take();
      } catch (InterruptedException e) {
        LOG.error("{}: interrupted, {} items not done", name, queue.size());
        return;
      }
      if (item == null) {
        return;
      }
      if (item == WAKE_UP) {
        continue;
      }
      try {
        work.accept((T) item);
      } catch (RuntimeException e) {
        LOG.error("{}: work failed", name, e);
      }
    }
  }

  /** Takes nothing more, finishes what waits, for at most ten seconds. */
  @Override
  public void close() {
    if (!close(Duration.ofSeconds(10))) {
      LOG.error("{}: {} items not done at close", name, queue.size());
    }
  }

  /** Takes nothing more and finishes what waits; false when the time was not enough. */
  public boolean close(Duration patience) {
    closed = true;
    queue.offer(WAKE_UP); // refused only by a full queue, and then the worker is awake
    try {
      return thread.join(patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
