package io.carillon.sip.dialog;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Timers of one call: the scheduler's thread only hands the task over to the call's strand. A timer
 * cancelled on the strand does not run, even when its task was already waiting there.
 */
public final class StrandTimers implements Timers {
  private final ScheduledExecutorService scheduler;
  private final Executor strand;

  /**
   * @param scheduler shared by all calls; should remove cancelled tasks from its queue
   * @param strand where the tasks run
   */
  public StrandTimers(ScheduledExecutorService scheduler, Executor strand) {
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    this.strand = Objects.requireNonNull(strand, "strand");
  }

  @Override
  public Timer after(Duration delay, Runnable task) {
    Pending pending = new Pending(task);
    try {
      pending.future =
          scheduler.schedule(
              () -> strand.execute(pending), delay.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // The service is closing: every call is being ended, nothing is left to wait for.
      return Timer.NONE;
    }
    return pending;
  }

  private static final class Pending implements Timer, Runnable {
    private final Runnable task;
    private volatile boolean done;
    private volatile Future<?> future;

    Pending(Runnable task) {
      this.task = Objects.requireNonNull(task, "task");
    }

    @Override
    public void run() {
      if (!done) {
        done = true;
        task.run();
      }
    }

    @Override
    public void cancel() {
      done = true;
      Future<?> scheduled = future;
      if (scheduled != null) {
        scheduled.cancel(false);
      }
    }
  }
}
