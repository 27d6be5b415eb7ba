package io.carillon.core.concurrent;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs things later. Tests drive one by hand. Thread-safe. */
@FunctionalInterface
public interface Scheduler {

  /** Runs the task once after the delay; the task must not block. */
  Task after(Duration delay, Runnable task);

  /** Something that will run. */
  @FunctionalInterface
  interface Task {
    /** Keeps it from running unless it has begun; may be called at any time. */
    void cancel();
  }

  /** Runs tasks on an executor service, which should remove cancelled tasks from its queue. */
  static Scheduler on(ScheduledExecutorService executor) {
    return (delay, task) -> {
      Future<?> future = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    };
  }
}
