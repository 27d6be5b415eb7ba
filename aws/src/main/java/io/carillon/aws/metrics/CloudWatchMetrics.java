package io.carillon.aws.metrics;

import io.carillon.core.metrics.VoiceConnectorMetric;
import io.carillon.core.metrics.VoiceConnectorMetric.Kind;
import io.carillon.core.spool.Outbox;
import io.micrometer.cloudwatch2.CloudWatchConfig;
import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.NamingConvention;
import java.time.Duration;
import java.util.Map;

/**
 * Publishes the voice connector metrics, and no others, to CloudWatch under their exact names:
 * namespace AWS/ChimeVoiceConnector, dimensions VoiceConnectorId and Region; by an outbox, so that
 * nothing is missing of the time in which the service is away. Put {@link #registry} into the
 * server's composite registry.
 *
 * <p>What was not measured is not sent (no NaN, no empty dimension). Closing sends the last,
 * incomplete step.
 */
public final class CloudWatchMetrics implements AutoCloseable {
  private final CloudWatchMeterRegistry registry;

  /**
   * @param outbox its target is a {@link CloudWatchMetricTarget}; stays open when this is closed
   * @param step how often, one minute in production
   */
  public CloudWatchMetrics(Outbox outbox, Duration step) {
    this.registry =
        new CloudWatchMeterRegistry(config(step), Clock.SYSTEM, new SpoolingClient(outbox));
    registry
        .config()
        .namingConvention(new ExactNames())
        .meterFilter(
            MeterFilter.denyUnless(
                id -> VoiceConnectorMetric.byMeterName(id.getName()).isPresent()))
        .meterFilter(new CountUnit());
  }

  public MeterRegistry registry() {
    return registry;
  }

  /** Publishes what there is. */
  @Override
  public void close() {
    registry.close();
  }

  private static CloudWatchConfig config(Duration step) {
    Map<String, String> values =
        Map.of(
            "cloudwatch.namespace",
            CloudWatchMetricTarget.NAMESPACE,
            "cloudwatch.step",
            step.toMillis() + "ms");
    return values::get;
  }

  /** The registry appends what it measured to the name; the metrics of the guide have no such. */
  private static final class ExactNames implements NamingConvention {
    private static final Map<String, String> DIMENSIONS =
        Map.of(
            VoiceConnectorMetric.CONNECTOR_TAG, "VoiceConnectorId",
            VoiceConnectorMetric.REGION_TAG, "Region");

    @Override
    public String name(String name, Meter.Type type, String baseUnit) {
      int suffix = name.lastIndexOf('.');
      String meterName = suffix < 0 ? name : name.substring(0, suffix);
      return VoiceConnectorMetric.byMeterName(meterName)
          .map(VoiceConnectorMetric::cloudWatchName)
          .orElse(name);
    }

    @Override
    public String tagKey(String key) {
      return DIMENSIONS.getOrDefault(key, key);
    }
  }

  /** "How many there are now" is a count to CloudWatch; elsewhere the name says it. */
  private static final class CountUnit implements MeterFilter {
    @Override
    public Meter.Id map(Meter.Id id) {
      return VoiceConnectorMetric.byMeterName(id.getName())
          .filter(metric -> metric.kind() == Kind.ACTIVE)
          .map(metric -> id.withBaseUnit("count"))
          .orElse(id);
    }
  }
}
