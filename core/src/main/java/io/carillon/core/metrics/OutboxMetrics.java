package io.carillon.core.metrics;

import io.carillon.core.spool.Outbox;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What waits for a far end, what it took and what was lost, as {@code carillon.outbox...}. */
public final class OutboxMetrics {
  private OutboxMetrics() {}

  /** Registers the meters of one outbox under its name; they live as long as the registry. */
  public static void register(MeterRegistry registry, Outbox outbox) {
    Gauge.builder("carillon.outbox.waiting", outbox, Outbox::waiting)
        .description("records in the spool")
        .tag("sink", outbox.name())
        .register(registry);
    Gauge.builder("carillon.outbox.waiting.size", outbox, Outbox::waitingBytes)
        .baseUnit("bytes")
        .tag("sink", outbox.name())
        .register(registry);
    FunctionCounter.builder("carillon.outbox.delivered", outbox, Outbox::delivered)
        .tag("sink", outbox.name())
        .register(registry);
    FunctionCounter.builder("carillon.outbox.failures", outbox, Outbox::failures)
        .description("attempts after which records had to be offered again")
        .tag("sink", outbox.name())
        .register(registry);
    FunctionCounter.builder("carillon.outbox.refused", outbox, Outbox::refused)
        .description("set aside: the far end will never take them")
        .tag("sink", outbox.name())
        .register(registry);
    FunctionCounter.builder("carillon.outbox.lost", outbox, Outbox::lost)
        .description("no room, or refused by the disk")
        .tag("sink", outbox.name())
        .register(registry);
  }
}
