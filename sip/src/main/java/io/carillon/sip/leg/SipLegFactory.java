package io.carillon.sip.leg;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.Leg;
import io.carillon.core.call.LegInfo;
import io.carillon.sip.dialog.Messages;
import java.net.InetAddress;
import java.util.concurrent.RejectedExecutionException;
import javax.sip.address.URI;

/** Places calls. Thread-safe; returns before anything is sent. */
public final class SipLegFactory {
  private final LegServices services;
  private final NewCalls newCalls;
  private final CallConnectors connectors;

  SipLegFactory(LegServices services, NewCalls newCalls, CallConnectors connectors) {
    this.services = services;
    this.newCalls = newCalls;
    this.connectors = connectors;
  }

  /**
   * Calls.
   *
   * @param handler gets the leg when it was answered; {@link Leg#ended()} tells of the rest
   * @throws RejectedExecutionException while the server is draining or full
   * @throws IllegalArgumentException when the target is no URI, the caller's name or host make
   *     none, or nothing listens on the hop's transport
   */
  public Leg call(OutgoingCall call, DialPlan.LegHandler handler) {
    URI target =
        Messages.uri(call.target())
            .orElseThrow(() -> new IllegalArgumentException("no URI: " + call.target()));
    Flow flow = Flow.to(call.hop());
    InetAddress place = call.hop().address().getAddress();
    if (newCalls.draining() || !services.table().admit(place)) {
      throw new RejectedExecutionException("no room for another call");
    }
    try {
      return begin(call, target, flow, handler);
    } catch (RuntimeException e) {
      services.table().leave(place);
      throw e;
    }
  }

  private Leg begin(OutgoingCall call, URI target, Flow flow, DialPlan.LegHandler handler) {
    InetAddress place = call.hop().address().getAddress();
    LegInfo info =
        CallDetails.outgoing(
            call, target, services.signalling().newCallId(), services.random(), services.clock());
    SipLeg leg =
        new SipLeg(services, info, services.signalling().newTag(), place, flow, LegState.CALLING);
    OutgoingInvite half = new OutgoingInvite(leg, call);
    leg.belongsTo(connectors);
    leg.begin(half, handler);
    return leg;
  }
}
