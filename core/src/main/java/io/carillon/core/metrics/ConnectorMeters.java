package io.carillon.core.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The meters of one voice connector in one region. Thread-safe. */
final class ConnectorMeters {
  private final Map<String, Counter> counters = new HashMap<>();
  private final Map<String, AtomicLong> active = new HashMap<>();
  private final Map<String, MinuteMean> means = new HashMap<>();

  ConnectorMeters(
      MeterRegistry registry, String voiceConnectorId, String region, LongSupplier nanoTime) {
    Tags tags =
        Tags.of(
            VoiceConnectorMetric.CONNECTOR_TAG,
            voiceConnectorId,
            VoiceConnectorMetric.REGION_TAG,
            region);
    VoiceConnectorMetric.all().forEach(metric -> register(registry, metric, tags, nanoTime));
  }

  private void register(
      MeterRegistry registry, VoiceConnectorMetric metric, Tags tags, LongSupplier nanoTime) {
    String name = metric.cloudWatchName();
    switch (metric.kind()) {
      case COUNTER -> counters.put(name, registry.counter(metric.meterName(), tags));
      case ACTIVE -> {
        AtomicLong now = new AtomicLong();
        active.put(name, now);
        Gauge.builder(metric.meterName(), now, AtomicLong::doubleValue)
            .tags(tags)
            .register(registry);
      }
      case MICROSECONDS -> mean(metric, tags, nanoTime).baseUnit("microseconds").register(registry);
      case SCORE -> mean(metric, tags, nanoTime).register(registry);
    }
  }

  private Gauge.Builder<MinuteMean> mean(
      VoiceConnectorMetric metric, Tags tags, LongSupplier nanoTime) {
    MinuteMean mean = new MinuteMean(nanoTime);
    means.put(metric.cloudWatchName(), mean);
    return Gauge.builder(metric.meterName(), mean, MinuteMean::value).tags(tags);
  }

  void count(String metric) {
    counters.get(metric).increment();
  }

  /** Nothing is added for what was not measured. */
  void count(String metric, Long amount) {
    if (amount != null && amount > 0) {
      counters.get(metric).increment(amount);
    }
  }

  void active(String metric, int change) {
    active.get(metric).addAndGet(change);
  }

  void measured(String metric, Number value) {
    if (value != null) {
      means.get(metric).add(value.doubleValue());
    }
  }
}
