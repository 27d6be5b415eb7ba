package io.carillon.media.loop;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the commands for one session in order on the loop that owns it, also when the session moves
 * from one loop to another between two of them.
 *
 * <p>{@link #execute} may be called from any thread, {@link #moveTo} only in the owning loop.
 */
public final class LoopStrand implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(LoopStrand.class);

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Runnable drain = this::drain;
  private volatile MediaLoop loop;

  /** Handed from loop to loop by the volatile write behind it. */
  private Runnable onArrival;

  public LoopStrand(MediaLoop loop) {
    this.loop = loop;
  }

  /** The loop that owns the session now. */
  public MediaLoop loop() {
    return loop;
  }

  /**
   * @throws RejectedExecutionException when the loop is closed
   */
  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    schedule();
  }

  /**
   * What comes after the present task runs on the other loop.
   *
   * @param arrival runs there first, before the tasks that wait
   */
  public void moveTo(MediaLoop target, Runnable arrival) {
    assert loop.inLoop();
    onArrival = arrival;
    loop = target;
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      loop.execute(drain);
    }
  }

  private void drain() {
    MediaLoop here = loop;
    Runnable task;
    while (loop == here && (task = next()) != null) {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("a command failed", e);
      }
    }
    boolean moved = loop != here;
    scheduled.set(false);
    if (moved || !tasks.isEmpty()) {
      schedule();
    }
  }

  private Runnable next() {
    Runnable first = onArrival;
    if (first != null) {
      onArrival = null;
      return first;
    }
    return tasks.poll();
  }
}
