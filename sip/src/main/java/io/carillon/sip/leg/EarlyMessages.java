package io.carillon.sip.leg;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Messages that began a call of which nobody has said yet whose it is: an INVITE passes the
 * transport before the call exists. They wait for that, but no longer than it takes to decide.
 *
 * <p>Not thread-safe.
 */
final class EarlyMessages<M> {
  /** An INVITE, provisional responses to it; who has not decided by then has a log of its own. */
  private static final int MAX_OF_CALL = 4;

  private final int maxCalls;
  private final long patienceMillis;
  private final Map<String, Waiting<M>> calls = new LinkedHashMap<>();

  private record Waiting<M>(long since, List<M> messages) {}

  /**
   * @param maxCalls calls that may wait; the oldest gives way
   * @param patienceMillis how long they may
   */
  EarlyMessages(int maxCalls, long patienceMillis) {
    this.maxCalls = maxCalls;
    this.patienceMillis = patienceMillis;
  }

  boolean waits(String callId) {
    return calls.containsKey(callId);
  }

  /** Lets a message wait; returns false when the call has no room for it. */
  boolean add(String callId, M message, long nowMillis) {
    Waiting<M> waiting =
        calls.computeIfAbsent(callId, id -> new Waiting<>(nowMillis, new ArrayList<>()));
    return waiting.messages().size() < MAX_OF_CALL && waiting.messages().add(message);
  }

  /** Those of a call, in order; they wait no more. */
  List<M> take(String callId) {
    Waiting<M> waiting = calls.remove(callId);
    return waiting == null ? List.of() : waiting.messages();
  }

  /** Those that have waited too long, or are too many. */
  List<M> over(long nowMillis) {
    List<M> over = new ArrayList<>();
    Iterator<Waiting<M>> oldest = calls.values().iterator();
    while (oldest.hasNext()) {
      Waiting<M> waiting = oldest.next();
      if (calls.size() <= maxCalls && nowMillis - waiting.since() <= patienceMillis) {
        break;
      }
      over.addAll(waiting.messages());
      oldest.remove();
    }
    return over;
  }
}
