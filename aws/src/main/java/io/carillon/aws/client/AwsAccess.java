package io.carillon.aws.client;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * How the services are reached.
 *
 * @param region such as us-east-1
 * @param endpoint instead of Amazon's own, for another cloud or a test
 * @param credentials empty for the default chain (environment, profile, container, instance)
 */
public record AwsAccess(
    String region, Optional<URI> endpoint, Optional<AwsCredentialsProvider> credentials) {
  private static final Duration CONNECT = Duration.ofSeconds(3);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final Duration CALL = Duration.ofSeconds(30);

  public AwsAccess {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(endpoint, "endpoint");
    Objects.requireNonNull(credentials, "credentials");
  }

  /**
   * Builds a client whose calls block for at most 30 s. It does not try again by itself: the outbox
   * knows better when.
   */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    builder
        .region(Region.of(region))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(SILENCE))
        .overrideConfiguration(
            options -> options.retryStrategy(AwsRetryStrategy.doNotRetry()).apiCallTimeout(CALL));
    endpoint.ifPresent(builder::endpointOverride);
    credentials.ifPresent(builder::credentialsProvider);
    return builder.build();
  }
}
