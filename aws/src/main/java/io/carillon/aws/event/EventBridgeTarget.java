package io.carillon.aws.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.aws.client.AwsAccess;
import io.carillon.aws.client.ServiceAnswers;
import io.carillon.aws.event.Envelopes.Envelope;
import io.carillon.core.spool.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * PutEvents to the default event bus. The service makes the envelope's version, id, account and
 * region itself; source, detail-type, detail, time and resources come from the record.
 */
public final class EventBridgeTarget implements Target {
  private final Envelopes envelopes = new Envelopes();
  private final EventBridgeClient client;
  private final UnaryOperator<String> source;

  /**
   * @param source from an envelope's source to the one that is sent: Amazon's own EventBridge
   *     refuses sources that begin with {@code aws.} from anybody else
   */
  public EventBridgeTarget(AwsAccess access, UnaryOperator<String> source) {
    this.client = access.client(EventBridgeClient.builder());
    this.source = source;
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
    return envelopes.deliver(records, this::put);
  }

  private List<Answer> put(List<Envelope> events) {
    List<PutEventsRequestEntry> entries = events.stream().map(this::entry).toList();
    List<PutEventsResultEntry> results =
        client.putEvents(request -> request.entries(entries)).entries();
    List<Answer> answers = new ArrayList<>();
    for (PutEventsResultEntry result : results) {
      answers.add(
          result.errorCode() == null
              ? Answer.delivered()
              : ServiceAnswers.ofCode(result.errorCode(), result.errorMessage()));
    }
    while (answers.size() < events.size()) {
      answers.add(Answer.later("no result for this event"));
    }
    return answers;
  }

  private PutEventsRequestEntry entry(Envelope event) {
    JsonNode json = event.json();
    List<String> resources = new ArrayList<>();
    json.path("resources").forEach(resource -> resources.add(resource.asText()));
    return PutEventsRequestEntry.builder()
        .source(source.apply(json.path("source").asText()))
        .detailType(json.path("detail-type").asText())
        .detail(json.path("detail").toString())
        .time(Instant.parse(json.path("time").asText()))
        .resources(resources)
        .build();
  }

  @Override
  public void close() {
    client.close();
  }
}
