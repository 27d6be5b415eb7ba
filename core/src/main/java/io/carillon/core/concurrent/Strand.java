package io.carillon.core.concurrent;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks one after another, in the order they were given, on another executor: what a call or a
 * meeting owns instead of a thread or a lock. A task may block only as long as the others of its
 * strand may wait.
 *
 * <p>Thread-safe. A task that throws is logged; the next one runs.
 */
public final class Strand implements Executor {
  private static final Logger LOG = LoggerFactory.getLogger(Strand.class);

  private final Executor executor;
  private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  public Strand(Executor executor) {
    this.executor = Objects.requireNonNull(executor, "executor");
  }

  @Override
  public void execute(Runnable task) {
    Objects.requireNonNull(task, "task");
    synchronized (tasks) {
      tasks.add(task);
      if (running) {
        return;
      }
      running = true;
    }
    executor.execute(this::drain);
  }

  private void drain() {
    while (true) {
      Runnable task;
      synchronized (tasks) {
        task = tasks.poll();
        if (task == null) {
          running = false;
          return;
        }
      }
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        // An error that got out would leave the strand marked as running: nothing would run again.
        LOG.error("task failed", e);
      }
    }
  }
}
