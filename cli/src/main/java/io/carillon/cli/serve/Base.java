package io.carillon.cli.serve;

import io.carillon.core.concurrent.Scheduler;
import io.carillon.core.config.Settings;
import io.carillon.core.event.EventBus;
import io.carillon.sip.leg.SipService;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What every part stands on: settings, clocks, threads, events, meters. */
record Base(
    Settings settings,
    DataFolder data,
    Clock clock,
    SecureRandom random,
    ScheduledExecutorService timer,
    Scheduler scheduler,
    ExecutorService virtualThreads,
    EventBus events,
    CompositeMeterRegistry meters,
    PrometheusMeterRegistry prometheus) {

  private static final Logger LOG = LoggerFactory.getLogger(Base.class);
  private static final Duration LAST_TASKS = Duration.ofSeconds(5);

  static Base start(Settings settings, DataFolder data, Shutdown shutdown) {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("timer").daemon().factory());
    timer.setRemoveOnCancelPolicy(true);
    shutdown.add("timer", timer::shutdownNow);
    ExecutorService virtualThreads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("work-", 0).factory());
    shutdown.add("virtual threads", () -> end(virtualThreads));
    CompositeMeterRegistry meters = new CompositeMeterRegistry();
    shutdown.add("meters", meters::close);
    PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters.add(prometheus);
    // Not to CloudWatch, which charges for every one.
    ProcessMeters.register(prometheus, shutdown);
    return new Base(
        settings,
        data,
        Clock.systemUTC(),
        new SecureRandom(),
        timer,
        Scheduler.on(timer),
        virtualThreads,
        new EventBus(),
        meters,
        prometheus);
  }

  /** What SIP calls run on. */
  SipService.Runtime sipRuntime() {
    return new SipService.Runtime(virtualThreads, timer, random, clock);
  }

  /** A task that hangs, on a disk for instance, must not keep the process. */
  private static void end(ExecutorService threads) throws InterruptedException {
    threads.shutdown();
    if (!threads.awaitTermination(LAST_TASKS.toMillis(), TimeUnit.MILLISECONDS)) {
      threads.shutdownNow();
      LOG.error("tasks did not end within {}", LAST_TASKS);
    }
  }
}
