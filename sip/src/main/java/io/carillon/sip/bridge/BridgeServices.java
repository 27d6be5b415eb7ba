package io.carillon.sip.bridge;

import io.carillon.core.call.CallBridge;
import io.carillon.core.event.EventBus;
import io.carillon.sip.dns.FailedHops;
import io.carillon.sip.dns.ServerLocator;
import io.carillon.sip.leg.SipLegFactory;
import io.carillon.sip.leg.SipService;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * What bridged calls use.
 *
 * @param calls places the other leg
 * @param audio lets both hear each other
 * @param locator finds the servers of a host (RFC 3263)
 * @param failures places that failed a moment ago, shared by all calls
 * @param domains from a connector's ID to its host name, which stands for both sides' hosts
 * @param transfers says where a transferred call may go
 */
public record BridgeServices(
    SipLegFactory calls,
    CallBridge audio,
    ServerLocator locator,
    FailedHops failures,
    EventBus events,
    SipService.Runtime runtime,
    BridgeSettings settings,
    UnaryOperator<String> domains,
    TransferRouter transfers) {

  public BridgeServices {
    Objects.requireNonNull(calls, "calls");
    Objects.requireNonNull(audio, "audio");
    Objects.requireNonNull(locator, "locator");
    Objects.requireNonNull(failures, "failures");
    Objects.requireNonNull(events, "events");
    Objects.requireNonNull(runtime, "runtime");
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(domains, "domains");
    Objects.requireNonNull(transfers, "transfers");
  }
}
