package io.carillon.sip.bridge;

import io.carillon.core.call.EndReason;
import io.carillon.core.trunk.TrunkCall;
import io.carillon.sip.leg.IncomingCall;
import io.carillon.sip.leg.PendingCall;
import io.carillon.sip.leg.PendingHandler;
import io.carillon.sip.leg.Refusal;
import io.carillon.sip.leg.SipCall;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Calls between a customer and a carrier: each comes in, is placed to the other side, and both are
 * kept together until one ends. Thread-safe.
 *
 * <p>As many as there are legs; {@code sip.calls} bounds those.
 */
public final class BridgedCalls {
  private final BridgeServices services;
  private final LoopMark loops;
  private final Map<String, BridgedCall> byLeg = new ConcurrentHashMap<>();

  public BridgedCalls(BridgeServices services) {
    this.services = services;
    this.loops = new LoopMark(services.runtime().random());
  }

  /**
   * Who takes over a call that came in and is placed to others.
   *
   * @param call its permit is closed when the call has ended, whatever happened
   */
  public PendingHandler placing(TrunkCall call) {
    return new PendingHandler() {
      @Override
      public void pending(PendingCall pending) {
        new BridgedCall(services, BridgedCalls.this, call).begin(pending, loops);
      }

      @Override
      public void unanswerable() {
        call.permit().close();
      }
    };
  }

  /**
   * Who takes over a call that came in to take the place of another one's leg (RFC 3891), when the
   * INVITE asks for that.
   *
   * @param connectorId that the caller has proved to belong to; only its calls can be joined
   */
  public Optional<PendingHandler> replacing(IncomingCall incoming, String connectorId) {
    return incoming
        .replaces()
        .map(
            replaces ->
                pending -> {
                  Optional<SipCall> leg = services.calls().find(replaces);
                  Optional<BridgedCall> call =
                      leg.flatMap(this::of).filter(c -> c.connectorId().equals(connectorId));
                  if (call.isEmpty()) {
                    pending.refuse(Refusal.of(481, EndReason.PROTOCOL_ERROR, ""));
                  } else {
                    call.get().replace(leg.get(), pending, replaces.earlyOnly());
                  }
                });
  }

  /** Calls with at least one leg. */
  public int legs() {
    return byLeg.size();
  }

  Optional<BridgedCall> of(SipCall leg) {
    return Optional.ofNullable(byLeg.get(leg.info().transactionId()));
  }

  void put(SipCall leg, BridgedCall call) {
    byLeg.put(leg.info().transactionId(), call);
  }

  void remove(SipCall leg, BridgedCall call) {
    byLeg.remove(leg.info().transactionId(), call);
  }
}
