package io.carillon.aws.metrics;

import io.carillon.core.spool.Outbox;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/** Takes what Micrometer publishes into an outbox, where it waits while the service is away. */
final class SpoolingClient implements CloudWatchAsyncClient {
  private final Outbox outbox;

  SpoolingClient(Outbox outbox) {
    this.outbox = outbox;
  }

  /** What finds no room is counted by the outbox. */
  @Override
  public CompletableFuture<PutMetricDataResponse> putMetricData(PutMetricDataRequest request) {
    request.metricData().forEach(datum -> outbox.offer(MetricRecord.encode(datum)));
    return CompletableFuture.completedFuture(PutMetricDataResponse.builder().build());
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // The outbox is closed by who opened it.
  }
}
