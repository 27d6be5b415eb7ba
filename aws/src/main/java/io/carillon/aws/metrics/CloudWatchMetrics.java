package io.carillon.aws.metrics;

import io.carillon.core.metrics.VoiceConnectorMetric;
import io.carillon.core.metrics.VoiceConnectorMetric.Kind;
import io.micrometer.cloudwatch2.CloudWatchConfig;
import io.micrometer.cloudwatch2.CloudWatchMeterRegistry;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.NamingConvention;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClientBuilder;

/**
 * Publishes the voice connector metrics, and no others, to CloudWatch under their exact names:
 * namespace AWS/ChimeVoiceConnector, dimensions VoiceConnectorId and Region. Put {@link #registry}
 * into the server's composite registry.
 *
 * <p>What was not measured is not sent (no NaN, no empty dimension). Closing sends the last,
 * incomplete step.
 */
public final class CloudWatchMetrics implements AutoCloseable {
  private static final String NAMESPACE = "AWS/ChimeVoiceConnector";

  private final CloudWatchAsyncClient client;
  private final CloudWatchMeterRegistry registry;

  /**
   * @param region where to publish, such as us-east-1
   * @param endpoint instead of AWS's own, for another cloud or a test
   * @param credentials empty for the default chain (environment, profile, instance)
   * @param step how often, one minute in production
   */
  public record Settings(
      String region,
      Optional<URI> endpoint,
      Optional<AwsCredentialsProvider> credentials,
      Duration step) {
    public Settings {
      Objects.requireNonNull(region, "region");
      Objects.requireNonNull(endpoint, "endpoint");
      Objects.requireNonNull(credentials, "credentials");
      Objects.requireNonNull(step, "step");
    }

    /** AWS itself with the default credentials, once a minute. */
    public static Settings in(String region) {
      return new Settings(region, Optional.empty(), Optional.empty(), Duration.ofMinutes(1));
    }
  }

  public CloudWatchMetrics(Settings settings) {
    CloudWatchAsyncClientBuilder builder =
        CloudWatchAsyncClient.builder().region(Region.of(settings.region()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    settings.credentials().ifPresent(builder::credentialsProvider);
    this.client = builder.build();
    this.registry = new CloudWatchMeterRegistry(config(settings.step()), Clock.SYSTEM, client);
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

  /** Publishes what there is and lets go of the client. */
  @Override
  public void close() {
    registry.close();
    client.close();
  }

  private static CloudWatchConfig config(Duration step) {
    Map<String, String> values =
        Map.of("cloudwatch.namespace", NAMESPACE, "cloudwatch.step", step.toMillis() + "ms");
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
