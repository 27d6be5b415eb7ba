package io.carillon.aws.metrics;

import io.carillon.aws.client.AwsAccess;
import io.carillon.aws.client.ServiceAnswers;
import io.carillon.core.spool.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;

/**
 * Metrics to CloudWatch (PutMetricData), each with the time it is of: the service takes values of
 * up to two weeks ago. One that comes twice after a lost answer counts twice there; that cannot be
 * told apart.
 */
public final class CloudWatchMetricTarget implements Target {
  static final String NAMESPACE = "AWS/ChimeVoiceConnector";

  /** Half of what one call may have; and 1 MB before compression. */
  private static final int BATCH = 500;

  private static final long BYTES = 256 * 1024;

  private final CloudWatchClient client;

  public CloudWatchMetricTarget(AwsAccess access) {
    this.client = access.client(CloudWatchClient.builder());
  }

  @Override
  public int maxRecords() {
    return BATCH;
  }

  @Override
  public long maxBytes() {
    return BYTES;
  }

  @Override
  public List<Answer> deliver(List<byte[]> records) {
    List<Answer> answers =
        new ArrayList<>(Collections.nCopies(records.size(), Answer.refused("not a metric")));
    List<Placed> readable = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      int place = i;
      read(records.get(i)).ifPresent(datum -> readable.add(new Placed(place, datum)));
    }
    List<Answer> said = ServiceAnswers.forEach(readable, this::put);
    for (int i = 0; i < readable.size(); i++) {
      answers.set(readable.get(i).place(), said.get(i));
    }
    return answers;
  }

  private record Placed(int place, MetricDatum datum) {}

  private static Optional<MetricDatum> read(byte[] record) {
    try {
      return Optional.of(MetricRecord.decode(record));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // its answer says so
    }
  }

  private List<Answer> put(List<Placed> data) {
    if (!data.isEmpty()) {
      client.putMetricData(
          request ->
              request.namespace(NAMESPACE).metricData(data.stream().map(Placed::datum).toList()));
    }
    return Collections.nCopies(data.size(), Answer.delivered());
  }

  @Override
  public void close() {
    client.close();
  }
}
