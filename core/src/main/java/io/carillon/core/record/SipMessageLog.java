package io.carillon.core.record;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.core.connector.ConnectorLookup;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.record.LogSink.LogGroup;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Writes each SIP message, without its secrets, to the SIP message log of its connector, unless
 * that is set to have none. {@code call_id} is the transaction ID of the call, as in the media
 * quality log, and for a message that belongs to no call its Call-ID. Subscribe it to the event
 * bus. Thread-safe.
 */
public final class SipMessageLog implements Consumer<DomainEvent> {
  private final LogSink sink;
  private final ConnectorLookup connectors;

  public SipMessageLog(LogSink sink, ConnectorLookup connectors) {
    this.connectors = Objects.requireNonNull(connectors, "connectors");
    this.sink = Objects.requireNonNull(sink, "sink");
  }

  @Override
  public void accept(DomainEvent event) {
    if (event instanceof DomainEvent.SipMessagePassed passed && wanted(passed)) {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("voice_connector_id", passed.voiceConnectorId());
      json.put("aws_region", passed.region());
      json.put("event_timestamp", passed.at().toEpochMilli());
      json.put(
          "call_id", passed.transactionId().isEmpty() ? passed.callId() : passed.transactionId());
      json.put("sip_message", SipMessageRedactor.redact(passed.message()));
      sink.append(LogGroup.SIP_MESSAGES, passed.voiceConnectorId(), passed.at(), json.toString());
    }
  }

  private boolean wanted(DomainEvent.SipMessagePassed passed) {
    return connectors
        .find(passed.voiceConnectorId())
        .map(found -> found.logging().sipLogs())
        .orElse(true);
  }
}
