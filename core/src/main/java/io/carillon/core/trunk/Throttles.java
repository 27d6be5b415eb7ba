package io.carillon.core.trunk;

import io.carillon.core.call.CallRate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

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
  synchronized Optional<Permit> take(List<Ask> asks) {
    if (calls >= policy.calls() || !asks.stream().allMatch(ask -> roomFor(ask.connectorId()))) {
      return Optional.empty();
    }
    // The connector first: one that is over its own limit must not use up everybody's.
    boolean slowEnough = asks.stream().allMatch(this::slowEnough) && rate.take();
    return slowEnough ? Optional.of(taken(asks)) : Optional.empty();
  }

  /** Takes the room whether there is any or not: for emergency calls. */
  synchronized Permit force(String connectorId) {
    return taken(List.of(new Ask(connectorId, 0)));
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

  private Permit taken(List<Ask> asks) {
    calls++;
    asks.forEach(ask -> share(ask.connectorId()).calls++);
    AtomicBoolean given = new AtomicBoolean();
    return () -> {
      if (given.compareAndSet(false, true)) {
        giveBack(asks);
      }
    };
  }

  private synchronized void giveBack(List<Ask> asks) {
    calls--;
    asks.forEach(ask -> share(ask.connectorId()).calls--);
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
