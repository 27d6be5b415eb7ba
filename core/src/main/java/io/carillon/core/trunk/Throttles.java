package io.carillon.core.trunk;

import io.carillon.core.call.CallRate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How many calls there are and how fast new ones come, for each connector and for all together.
 * Thread-safe; the lock is held for a few map operations per call.
 */
public final class Throttles {
  private static final int BURST_SECONDS = 1;

  private final TrunkPolicy policy;
  private final LongSupplier nanoTime;
  private final CallRate rate;
  private final Map<String, Share> shares = new HashMap<>();
  private int calls;

  private static final class Share {
    int calls;
    int cps;
    CallRate rate;
  }

  /**
   * What a call asks of one connector.
   *
   * @param cps its limit of new calls a second, 0 for none
   */
  record Ask(String connectorId, int cps) {}

  /**
   * @param nanoTime monotonic clock in ns
   */
  public Throttles(TrunkPolicy policy, LongSupplier nanoTime) {
    this.policy = policy;
    this.nanoTime = nanoTime;
    this.rate = new CallRate(policy.cps(), BURST_SECONDS, nanoTime);
  }

  /** Room for one more call in each connector, or in none. */
  synchronized Optional<Permit> take(List<Ask> callers) {
    return take(callers, "");
  }

  /**
   * As {@link #take(List)}, with room in the connector that the call goes to.
   *
   * @param destination its ID; it may be a caller's too, which takes one place
   */
  synchronized Optional<Permit> take(List<Ask> callers, String destination) {
    if (calls >= policy.calls()
        || !callers.stream().allMatch(ask -> roomFor(ask.connectorId()))
        || !roomFor(destination)) {
      return Optional.empty();
    }
    // The connector first: one that is over its own limit must not use up everybody's.
    boolean slowEnough = callers.stream().allMatch(this::slowEnough) && rate.take();
    return slowEnough ? Optional.of(taken(callers, destination)) : Optional.empty();
  }

  /** Takes the room whether there is any or not: for emergency calls. */
  synchronized Permit force(String connectorId) {
    return taken(List.of(new Ask(connectorId, 0)), "");
  }

  /** Whether the connector may have one more call. */
  synchronized boolean roomFor(String connectorId) {
    Share share = shares.get(connectorId);
    return share == null || share.calls < policy.callsPerConnector();
  }

  private boolean slowEnough(Ask ask) {
    if (ask.cps() == 0) {
      return true;
    }
    Share share = share(ask.connectorId());
    if (share.cps != ask.cps()) {
      share.cps = ask.cps();
      share.rate = new CallRate(ask.cps(), BURST_SECONDS, nanoTime);
    }
    return share.rate.take();
  }

  private Share share(String connectorId) {
    return shares.computeIfAbsent(connectorId, id -> new Share());
  }

  private Permit taken(List<Ask> callers, String destination) {
    calls++;
    return new Taken(
        callers.stream().map(Ask::connectorId).collect(Collectors.toUnmodifiableSet()),
        destination);
  }

  /**
   * The places of one call: those of whose call it is, and one of where it goes, if that counts.
   */
  private final class Taken implements Permit {
    private final Set<String> callers;
    private String destination = "";
    private boolean given;

    Taken(Set<String> callers, String destination) {
      this.callers = callers;
      callers.forEach(id -> share(id).calls++);
      go(destination);
    }

    private void go(String next) {
      count(destination, -1);
      count(next, 1);
      destination = next;
    }

    private void count(String id, int more) {
      if (!id.isEmpty() && !callers.contains(id)) {
        share(id).calls += more;
      }
    }

    @Override
    public boolean moveTo(String connectorId) {
      synchronized (Throttles.this) {
        boolean there = connectorId.equals(destination) || callers.contains(connectorId);
        if (given || !there && !roomFor(connectorId)) {
          return false;
        }
        go(connectorId);
        return true;
      }
    }

    @Override
    public void close() {
      synchronized (Throttles.this) {
        if (!given) {
          given = true;
          calls--;
          go("");
          callers.forEach(id -> share(id).calls--);
        }
      }
    }
  }

  /** Forgets connectors that are no more, once their calls are over. */
  public synchronized void retain(Set<String> connectorIds) {
    shares.entrySet().removeIf(e -> e.getValue().calls == 0 && !connectorIds.contains(e.getKey()));
  }

  /** Calls in progress. */
  public synchronized int calls() {
    return calls;
  }
}
