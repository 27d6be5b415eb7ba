package io.carillon.sip.leg;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.Leg;
import io.carillon.core.call.LegInfo;
import io.carillon.sip.dialog.Messages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
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
   * @throws IllegalArgumentException when the target is no URI, or nothing leads to the hop
   */
  public Leg call(OutgoingCall call, DialPlan.LegHandler handler) {
    URI target =
        Messages.uri(call.target())
            .orElseThrow(() -> new IllegalArgumentException("no URI: " + call.target()));
    Flow flow = new Flow(call.hop(), localAddressTo(call.hop().address()));
    InetAddress place = call.hop().address().getAddress();
    if (newCalls.draining() || !services.table().admit(place)) {
      throw new RejectedExecutionException("no room for another call");
    }
    LegInfo info =
        CallDetails.outgoing(
            call, target, services.signalling().newCallId(), services.random(), services.clock());
    SipLeg leg =
        new SipLeg(services, info, services.signalling().newTag(), place, flow, LegState.CALLING);
    leg.belongsTo(connectors);
    leg.begin(new OutgoingInvite(leg, call), handler);
    return leg;
  }

  /** The address the system would send from; a connected datagram socket tells, sending nothing. */
  private static InetAddress localAddressTo(InetSocketAddress remote) {
    try (DatagramChannel probe = DatagramChannel.open()) {
      probe.connect(remote);
      return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
    } catch (IOException e) {
      throw new IllegalArgumentException("no way to " + remote, e);
    }
  }
}
