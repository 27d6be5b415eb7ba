package io.carillon.aws.event;

import io.carillon.aws.client.AwsAccess;
import io.carillon.aws.client.ServiceAnswers;
import io.carillon.aws.event.Envelopes.Envelope;
import io.carillon.core.spool.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResultEntry;

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
              .id(Integer.toString(entries.size()))
              .messageBody(event.text());
      if (fifo) {
        entry.messageGroupId(event.group()).messageDeduplicationId(event.id());
      }
      entries.add(entry.build());
    }
    SendMessageBatchResponse response =
        client.sendMessageBatch(request -> request.queueUrl(queueUrl).entries(entries));
    List<Answer> answers =
        new ArrayList<>(Collections.nCopies(events.size(), Answer.later("no result for this one")));
    for (SendMessageBatchResultEntry taken : response.successful()) {
      answers.set(Integer.parseInt(taken.id()), Answer.delivered());
    }
    for (BatchResultErrorEntry failed : response.failed()) {
      answers.set(
          Integer.parseInt(failed.id()),
          ServiceAnswers.inBatch(failed.senderFault(), failed.code(), failed.message()));
    }
    return answers;
  }

  @Override
  public void close() {
    client.close();
  }
}
