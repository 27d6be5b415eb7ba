package io.carillon.core.concurrent;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tasks that others lead to run on the same thread, after them: a message that touches three
 * strands then costs one hand-over between threads and not four. A task still never runs within
 * another.
 *
 * <p>Thread-safe.
 */
public final class FollowUps {
  private static final Logger LOG = LoggerFactory.getLogger(FollowUps.class);

  /** What waits on a thread that is in {@link #run}. */
  private final ThreadLocal<ArrayDeque<Runnable>> waiting = new ThreadLocal<>();

  /**
   * Runs the task on this thread, then what it and those after it handed to {@link #executor}. What
   * they throw is logged.
   */
  public void run(Runnable task) {
    if (waiting.get() != null) {
      throw new IllegalStateException("a task within a task");
    }
    ArrayDeque<Runnable> following = new ArrayDeque<>();
    waiting.set(following);
    try {
      for (Runnable next = task; next != null; next = following.poll()) {
        attempt(next);
      }
    } finally {
      waiting.remove();
    }
  }

  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      // An error that got out would take the strands that wait here along: they count as running.
      LOG.error("task failed", e);
    }
  }

  /**
   * For the strands of calls: from a thread in {@link #run} the task runs on that thread, from any
   * other on the executor. Tasks must not block, since the threads of the messages run them.
   */
  public Executor executor(Executor elsewhere) {
    Objects.requireNonNull(elsewhere, "elsewhere");
    return task -> {
      ArrayDeque<Runnable> following = waiting.get();
      if (following != null) {
        following.add(Objects.requireNonNull(task, "task"));
      } else {
        elsewhere.execute(() -> run(task));
      }
    };
  }
}
