package io.carillon.sip.leg;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which connector and region the messages of a Call-ID belong to, for the SIP message log. Holds
 * only live calls, so it is bounded as they are. Thread-safe.
 */
final class CallConnectors {

  record Place(String connector, String region) {}

  private final Place unknown;
  private final Map<String, Place> byCallId = new ConcurrentHashMap<>();

  CallConnectors(String defaultConnector, String defaultRegion) {
    unknown = new Place(defaultConnector, defaultRegion);
  }

  void put(String callId, String connector, String region) {
    byCallId.put(callId, new Place(connector, region));
  }

  void remove(String callId) {
    byCallId.remove(callId);
  }

  Place of(String callId) {
    return byCallId.getOrDefault(callId, unknown);
  }

  int size() {
    return byCallId.size();
  }
}
