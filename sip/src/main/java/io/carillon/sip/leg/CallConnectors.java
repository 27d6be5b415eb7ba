package io.carillon.sip.leg;

import io.carillon.core.call.LegInfo;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Which connector, region and call the messages of a Call-ID belong to, for the SIP message log.
 * Holds only live calls, so it is bounded as they are. Thread-safe.
 */
final class CallConnectors {

  /**
   * @param transactionId of the call, empty when there is none
   */
  record Place(String connector, String region, String transactionId) {}

  private final Place unknown;
  private final Consumer<String> known;
  private final Map<String, Place> byCallId = new ConcurrentHashMap<>();

  /**
   * @param known told of each Call-ID that was put in
   */
  CallConnectors(String defaultConnector, String defaultRegion, Consumer<String> known) {
    this.unknown = new Place(defaultConnector, defaultRegion, "");
    this.known = known;
  }

  void put(LegInfo leg) {
    byCallId.put(
        leg.callId(), new Place(leg.voiceConnectorId(), leg.region(), leg.callTransactionId()));
    known.accept(leg.callId());
  }

  void remove(String callId) {
    byCallId.remove(callId);
  }

  /** Null for a call that is not known. */
  Place find(String callId) {
    return byCallId.get(callId);
  }

  Place of(String callId) {
    return byCallId.getOrDefault(callId, unknown);
  }

  int size() {
    return byCallId.size();
  }
}
