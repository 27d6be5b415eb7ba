package io.carillon.aws.testkit;

import io.carillon.core.concurrent.Scheduler;
import io.carillon.core.spool.Outbox;
import io.carillon.core.spool.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A real outbox on threads of its own, as the server runs it. */
public final class TestOutbox implements AutoCloseable {
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Outbox outbox;

  public TestOutbox(Path folder, Target target) throws IOException {
    this.outbox =
        new Outbox(
            "test",
            new Outbox.Keeping(folder, 1 << 20, Duration.ofMillis(20)),
            target,
            new Outbox.Resources(threads, Scheduler.on(timer), Clock.systemUTC(), new Random(1)));
  }

  public Outbox outbox() {
    return outbox;
  }

  @Override
  public void close() throws IOException {
    outbox.close();
    timer.shutdownNow();
    threads.close();
  }
}
