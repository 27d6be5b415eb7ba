package io.carillon.aws.event;

import io.carillon.aws.client.AwsAccess;
import io.carillon.aws.event.Envelopes.Envelope;
import io.carillon.core.spool.Target;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** Notifications to an SQS queue: the body is the whole envelope. In order when it is FIFO. */
public final class SqsTarget implements Target {
  private final Envelopes envelopes = new Envelopes();
  private final SqsClient client;
  private final String queueUrl;
  private final boolean fifo;

  public SqsTarget(AwsAccess access, String queueUrl) {
    this.client = access.client(SqsClient.builder());
    this.queueUrl = queueUrl;
    this.fifo = queueUrl.endsWith(".fifo");
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
    return envelopes.deliver(records, this::send);
  }

  private List<Answer> send(List<Envelope> events) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (Envelope event : events) {
      SendMessageBatchRequestEntry.Builder entry =
          SendMessageBatchRequestEntry.builder()
              .id(BatchAnswers.id(entries.size()))
              .messageBody(event.text());
      if (fifo) {
        entry.messageGroupId(event.group()).messageDeduplicationId(event.id());
      }
      entries.add(entry.build());
    }
    SendMessageBatchResponse response =
        client.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
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
