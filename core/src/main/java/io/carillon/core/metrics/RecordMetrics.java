package io.carillon.core.metrics;

import io.carillon.core.record.CdrWriter;
import io.carillon.core.record.JsonLinesFolder;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What was kept and what was lost of the records, as {@code carillon.records...} meters. */
public final class RecordMetrics {
  private RecordMetrics() {}

  /**
   * Registers the meters of one queue of JSON lines; they live as long as the registry.
   *
   * @param log the value of the tag {@code log}, such as sip-messages
   */
  public static void register(MeterRegistry registry, String log, JsonLinesFolder lines) {
    FunctionCounter.builder("carillon.records.lines.written", lines, JsonLinesFolder::written)
        .tag("log", log)
        .register(registry);
    FunctionCounter.builder("carillon.records.lines.dropped", lines, JsonLinesFolder::dropped)
        .description("no room in the queue")
        .tag("log", log)
        .register(registry);
    FunctionCounter.builder("carillon.records.lines.failed", lines, JsonLinesFolder::failed)
        .description("refused by the disk")
        .tag("log", log)
        .register(registry);
    Gauge.builder("carillon.records.lines.waiting", lines, JsonLinesFolder::waiting)
        .tag("log", log)
        .register(registry);
  }

  /** Registers the meters of the call detail records; they live as long as the registry. */
  public static void register(MeterRegistry registry, CdrWriter cdrs) {
    FunctionCounter.builder("carillon.records.cdrs.stored", cdrs, CdrWriter::stored)
        .register(registry);
    FunctionCounter.builder("carillon.records.cdrs.failures", cdrs, CdrWriter::failures)
        .description("attempts to store that failed or took too long")
        .register(registry);
    FunctionCounter.builder("carillon.records.cdrs.lost", cdrs, CdrWriter::lost).register(registry);
    Gauge.builder("carillon.records.cdrs.owed", cdrs, CdrWriter::owed).register(registry);
  }
}
