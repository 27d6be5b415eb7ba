package io.carillon.aws.event;

import io.carillon.aws.client.AwsAccess;
import io.carillon.aws.event.Envelopes.Envelope;
import io.carillon.core.spool.Target;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;

/** Notifications to an SNS topic: the message is the whole envelope. In order when it is FIFO. */
public final class SnsTarget implements Target {
  private final Envelopes envelopes = new Envelopes();
  private final SnsClient client;
  private final String topicArn;
  private final boolean fifo;

  public SnsTarget(AwsAccess access, String topicArn) {
    this.client = access.client(SnsClient.builder());
    this.topicArn = topicArn;
    this.fifo = topicArn.endsWith(".fifo");
  }

  @Override
  public int maxRecords() {
    return Envelopes.BATCH;
  }

  @Override
  public long maxBytes() {
    return Envelopes.BYTES;
  }

  @Override
  public List<Answer> deliver(List<byte[]> records) {
    return envelopes.deliver(records, this::publish);
  }

  private List<Answer> publish(List<Envelope> events) {
    List<PublishBatchRequestEntry> entries = new ArrayList<>();
    for (Envelope event : events) {
      PublishBatchRequestEntry.Builder entry =
          PublishBatchRequestEntry.builder()
              .id(BatchAnswers.id(entries.size()))
              .message(event.text());
      if (fifo) {
        entry.messageGroupId(event.group()).messageDeduplicationId(event.id());
      }
      entries.add(entry.build());
    }
    PublishBatchResponse response =
        client.publishBatch(
            request -> request.topicArn(topicArn).publishBatchRequestEntries(entries));
    BatchAnswers answers = new BatchAnswers(events.size());
    response.successful().forEach(taken -> answers.taken(taken.id()));
    response
        .failed()
        .forEach(
            entry ->
                answers.failed(entry.id(), entry.senderFault(), entry.code(), entry.message()));
    return answers.inOrder();
  }

  @Override
  public void close() {
    client.close();
  }
}
