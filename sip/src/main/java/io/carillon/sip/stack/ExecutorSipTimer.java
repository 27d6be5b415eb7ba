package io.carillon.sip.stack;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import java.util.Properties;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN-SIP's transaction timers on two threads, so that one stuck task does not stop all; cancelled
 * tasks are removed at once, a failing one is logged and runs again when it is periodic.
 *
 * <p>The stack's own 100 to an INVITE that was not answered for 200 ms is left out: it looks at the
 * transaction and then sends, and on a busy machine our 200 went out between the two. Legs that
 * take time say 100 themselves, in the order of their responses.
 *
 * <p>Made by JAIN-SIP by its class name. Thread-safe.
 */
public final class ExecutorSipTimer implements SipTimer {
  private static final Logger LOG = LoggerFactory.getLogger(ExecutorSipTimer.class);

  /** The class is not visible. */
  private static final String TRYING = "SendTrying";

  private final ScheduledThreadPoolExecutor executor;

  public ExecutorSipTimer() {
    executor =
        new ScheduledThreadPoolExecutor(
            2, task -> Thread.ofPlatform().daemon().name("sip-timer").unstarted(task));
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public boolean schedule(SIPStackTimerTask task, long delay) {
    if (task.getClass().getSimpleName().equals(TRYING)) {
      return true;
    }
    return keep(task, () -> executor.schedule(() -> run(task), delay, TimeUnit.MILLISECONDS));
  }

  @Override
  public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
    return keep(
        task,
        () ->
            executor.scheduleWithFixedDelay(() -> run(task), delay, period, TimeUnit.MILLISECONDS));
  }

  private boolean keep(
      SIPStackTimerTask task, java.util.function.Supplier<ScheduledFuture<?>> scheduling) {
    try {
      task.setSipTimerTask(scheduling.get());
      return true;
    } catch (RejectedExecutionException e) {
      return false; // the stack is stopping
    }
  }

  private static void run(SIPStackTimerTask task) {
    try {
      task.runTask();
    } catch (RuntimeException e) {
      LOG.error("a SIP timer failed", e);
    }
  }

  @Override
  public boolean cancel(SIPStackTimerTask task) {
    if (task.getSipTimerTask() instanceof ScheduledFuture<?> future) {
      task.cleanUpBeforeCancel();
      task.setSipTimerTask(null);
      return future.cancel(false);
    }
    return false;
  }

  @Override
  public void start(SipStackImpl stack, Properties properties) {
    executor.prestartAllCoreThreads();
  }

  @Override
  public boolean isStarted() {
    return !executor.isShutdown();
  }

  @Override
  public void stop() {
    executor.shutdown();
  }
}
