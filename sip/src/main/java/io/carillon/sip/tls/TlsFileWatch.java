package io.carillon.sip.tls;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Looks every few seconds whether the TLS files have changed. A poll sees what a file watch misses:
 * symbolic links that are turned to another folder, as certificate tools do.
 */
public final class TlsFileWatch implements AutoCloseable {
  private final ScheduledThreadPoolExecutor executor;

  public TlsFileWatch(TlsContexts contexts, Duration interval) {
    executor =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofPlatform().daemon().name("sip-tls-files").unstarted(task));
    executor.scheduleWithFixedDelay(
        contexts::reloadIfChanged, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
