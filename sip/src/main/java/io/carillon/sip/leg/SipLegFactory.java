package io.carillon.sip.leg;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.Leg;
import io.carillon.core.call.LegInfo;
import io.carillon.sip.dialog.Messages;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.address.URI;

/** Places calls. Thread-safe; returns before anything is sent. */
public final class SipLegFactory {
  private final LegServices services;
  private final AtomicBoolean draining;
  private final CallConnectors connectors;

  SipLegFactory(LegServices services, AtomicBoolean draining, CallConnectors connectors) {
    this.services = services;
    this.draining = draining;
    this.connectors = connectors;
  }

  /** For the strands of who steers calls: see {@link SipStackService#strands}. */
  public Executor strands() {
    return services.executor();
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
    return place(call, Optional.empty(), handler);
  }

  private SipLeg place(
      OutgoingCall call, Optional<OutgoingListener> listener, DialPlan.LegHandler handler) {
    URI target =
        Messages.uri(call.target())
            .orElseThrow(() -> new IllegalArgumentException("no URI: " + call.target()));
    Flow flow = Flow.to(call.hop());
    InetAddress place = call.hop().address().getAddress();
    if (draining.get() || !services.table().admitOurs(place)) {
      throw new RejectedExecutionException("no room for another call");
    }
    try {
      return begin(call, target, flow, listener, handler);
    } catch (RuntimeException e) {
      services.table().leave(place);
      throw e;
    }
  }

  /**
   * Calls, and tells how it goes.
   *
   * @throws RejectedExecutionException as above
   * @throws IllegalArgumentException as above
   */
  public SipCall call(OutgoingCall call, OutgoingListener listener) {
    return place(call, Optional.of(listener), leg -> {});
  }

  /**
   * The call a Replaces header names, answered or not (RFC 3891 3). One of ours that rings may have
   * several branches there; our tag, which nobody can guess, names it well enough.
   */
  public Optional<SipCall> find(Replaces replaces) {
    return services
        .table()
        .find(replaces.callId(), replaces.toTag())
        .filter(
            leg ->
                leg.dialogId()
                    .map(id -> named(id.remoteTag(), replaces.fromTag()))
                    .orElseGet(() -> leg.state() == LegState.PROCEEDING))
        .map(leg -> leg);
  }

  private static boolean named(String remoteTag, String fromTag) {
    return remoteTag.equals(fromTag) || (remoteTag.isEmpty() && fromTag.equals("0"));
  }

  private SipLeg begin(
      OutgoingCall call,
      URI target,
      Flow flow,
      Optional<OutgoingListener> listener,
      DialPlan.LegHandler handler) {
    InetAddress place = call.hop().address().getAddress();
    LegInfo info =
        CallDetails.outgoing(
            call, target, services.signalling().newCallId(), services.random(), services.clock());
    SipLeg leg =
        new SipLeg(services, info, services.signalling().newTag(), place, flow, LegState.CALLING);
    listener.ifPresent(told -> leg.inDialog().steered());
    OutgoingInvite half = new OutgoingInvite(leg, call, listener);
    leg.belongsTo(connectors);
    leg.begin(
        half,
        listener
            .<DialPlan.LegHandler>map(told -> answered -> half.handedOver(told))
            .orElse(handler));
    return leg;
  }
}
