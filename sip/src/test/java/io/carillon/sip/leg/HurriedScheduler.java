package io.carillon.sip.leg;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sixty times faster for what takes longer than 40 s, so that session timers of 90 s and more can
 * be seen to run out; everything shorter keeps its time.
 */
final class HurriedScheduler extends ScheduledThreadPoolExecutor {
  private static final long LONG_MILLIS = 40_000;
  private static final int FACTOR = 60;

  HurriedScheduler() {
    super(1);
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    long millis = unit.toMillis(delay);
    return super.schedule(
        task, millis > LONG_MILLIS ? millis / FACTOR : millis, TimeUnit.MILLISECONDS);
  }
}
