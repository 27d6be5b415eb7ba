package io.carillon.sip.dns;

import io.carillon.sip.transport.SipHop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The walk of one request over the hops of its target (RFC 3263 4.3): in their order, but those
 * that failed a moment ago come last, so that they are tried only when nothing else is left. Each
 * try is a transaction of its own, with a new branch.
 *
 * <p>Owned by the call's strand.
 */
public final class RouteFailover {
  private final Deque<SipHop> fresh = new ArrayDeque<>();
  private final Deque<SipHop> doubtful = new ArrayDeque<>();
  private final FailedHops failures;
  private SipHop current;

  public RouteFailover(List<SipHop> hops, FailedHops failures) {
    this.failures = failures;
    for (SipHop hop : hops) {
      (failures.contains(hop) ? doubtful : fresh).add(hop);
    }
  }

  /** Where to try next; empty when all have been tried. */
  public Optional<SipHop> next() {
    while (!fresh.isEmpty()) {
      current = fresh.poll();
      if (!failures.contains(current)) {
        return Optional.of(current);
      }
      doubtful.add(current); // another call found that out meanwhile
    }
    current = doubtful.poll();
    return Optional.ofNullable(current);
  }

  /** The hop tried last did not answer at all or could not be reached: take the next. */
  public void unreachable() {
    if (current != null) {
      failures.failed(current);
    }
  }

  /**
   * The hop tried last gave a final response.
   *
   * @param retryAfter of a 503, zero or negative for none
   * @return true when the next hop is to be tried, false when the response is the answer
   */
  public boolean responded(int status, Duration retryAfter) {
    if (current == null) {
      return false;
    }
    if (status == 503) {
      failures.failed(current, retryAfter);
      return true;
    }
    failures.worked(current);
    return false;
  }
}
