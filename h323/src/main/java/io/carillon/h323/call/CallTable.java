package io.carillon.h323.call;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The calls there are, by our transaction ID. Thread-safe; the quota of calls bounds it. */
final class CallTable {
  private final Map<String, H323Call> calls = new ConcurrentHashMap<>();

  void add(H323Call call) {
    calls.put(call.info().transactionId(), call);
  }

  void remove(H323Call call) {
    calls.remove(call.info().transactionId(), call);
  }

  Collection<H323Call> calls() {
    return List.copyOf(calls.values());
  }
}
