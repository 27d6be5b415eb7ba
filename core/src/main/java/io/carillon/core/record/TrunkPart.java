package io.carillon.core.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.core.event.BridgedCall;
import java.util.Objects;

/**
 * What the record of a call over a trunk needs beyond that of any call.
 *
 * @param transactionId the call's, which several records share after a transfer
 * @param callId SIP Call-ID of the first leg
 * @param streamed audio of the call went to a stream
 * @param failure why nobody answered, empty for a call that was answered
 */
record TrunkPart(
    String transactionId,
    String callId,
    String voiceConnectorId,
    String region,
    boolean streamed,
    String failure) {

  TrunkPart {
    Objects.requireNonNull(transactionId, "transactionId");
    Objects.requireNonNull(callId, "callId");
    Objects.requireNonNull(voiceConnectorId, "voiceConnectorId");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(failure, "failure");
  }

  static TrunkPart of(BridgedCall call) {
    return new TrunkPart(
        call.transactionId(),
        call.first().callId(),
        call.first().voiceConnectorId(),
        call.first().region(),
        false,
        "");
  }

  TrunkPart inStream() {
    return new TrunkPart(transactionId, callId, voiceConnectorId, region, true, failure);
  }

  void put(ObjectNode json) {
    json.put("transaction", transactionId);
    json.put("callId", callId);
    json.put("connector", voiceConnectorId);
    json.put("region", region);
    json.put("streamed", streamed);
  }

  /** The reverse of {@link #put}. */
  static TrunkPart of(JsonNode json) {
    return new TrunkPart(
        json.path("transaction").asText(),
        json.path("callId").asText(),
        json.path("connector").asText(),
        json.path("region").asText(),
        json.path("streamed").asBoolean(),
        "");
  }
}
