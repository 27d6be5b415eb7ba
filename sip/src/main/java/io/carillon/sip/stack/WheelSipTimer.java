package io.carillon.sip.stack;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JAIN-SIP's transaction timers: a dozen of them for each call, which nearly all are cancelled. A
 * wheel takes them in and out in constant time and wakes up once per tick, whatever their number;
 * they run on two threads, so that one stuck task does not stop all. A failing one is logged and
 * runs again when it is periodic.
 *
 * <p>The stack's own 100 to an INVITE that was not answered for 200 ms is left out: it looks at the
 * transaction and then sends, and on a busy machine our 200 went out between the two. Legs that
 * take time say 100 themselves, in the order of their responses.
 *
 * <p>A timer fires up to {@value #TICK_MILLIS} ms late, a twenty-fifth of T1 (RFC 3261 17.1.1.1).
 *
 * <p>Made by JAIN-SIP by its class name. Thread-safe.
 */
public final class WheelSipTimer implements SipTimer {
  private static final Logger LOG = LoggerFactory.getLogger(WheelSipTimer.class);

  /** The class is not visible. */
  private static final String TRYING = "SendTrying";

  private static final int TICK_MILLIS = 20;

  /** A turn is 41 s, longer than any timer of a transaction but the orphans'. */
  private static final int SLOTS = 2048;

  private final ExecutorService threads = Executors.newFixedThreadPool(2, daemon("sip-timer-task"));
  private final HashedWheelTimer wheel =
      new HashedWheelTimer(
          daemon("sip-timer"), TICK_MILLIS, TimeUnit.MILLISECONDS, SLOTS, false, -1, threads);
  private volatile boolean stopped;

  private static ThreadFactory daemon(String name) {
    return task -> Thread.ofPlatform().daemon().name(name).unstarted(task);
  }

  /** One timer; periodic ones put themselves on the wheel again. */
  private final class Running implements io.netty.util.TimerTask {
    private final SIPStackTimerTask task;
    private final long period;
    private volatile Timeout timeout;
    private volatile boolean cancelled;

    Running(SIPStackTimerTask task, long period) {
      this.task = task;
      this.period = period;
    }

    boolean start(long delay) {
      try {
        if (delay <= 0) {
          // Timers J and K over a stream: their transactions shall not wait for the wheel.
          threads.execute(() -> run(null));
          return true;
        }
        timeout = wheel.newTimeout(this, delay, TimeUnit.MILLISECONDS);
      } catch (IllegalStateException | RejectedExecutionException e) {
        return false; // the stack is stopping
      }
      if (cancelled) {
        timeout.cancel(); // while it was put back
      }
      return true;
    }

    boolean cancel() {
      cancelled = true;
      Timeout next = timeout;
      return next != null && next.cancel();
    }

    @Override
    public void run(Timeout due) {
      if (cancelled || stopped) {
        return;
      }
      try {
        task.runTask();
      } catch (RuntimeException | Error e) {
        LOG.error("a SIP timer failed", e);
      }
      if (period > 0 && !cancelled) {
        start(period);
      }
    }
  }

  @Override
  public boolean schedule(SIPStackTimerTask task, long delay) {
    if (task.getClass().getSimpleName().equals(TRYING)) {
      return true;
    }
    return put(task, delay, 0);
  }

  @Override
  public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
    return put(task, delay, period);
  }

  private boolean put(SIPStackTimerTask task, long delay, long period) {
    if (stopped) {
      return false;
    }
    Running running = new Running(task, period);
    task.setSipTimerTask(running);
    return running.start(delay);
  }

  @Override
  public boolean cancel(SIPStackTimerTask task) {
    if (task.getSipTimerTask() instanceof Running running) {
      task.cleanUpBeforeCancel();
      task.setSipTimerTask(null);
      return running.cancel();
    }
    return false;
  }

  @Override
  public void start(SipStackImpl stack, Properties properties) {
    wheel.start();
  }

  @Override
  public boolean isStarted() {
    return !stopped;
  }

  @Override
  public void stop() {
    stopped = true;
    wheel.stop();
    threads.shutdown();
  }
}
