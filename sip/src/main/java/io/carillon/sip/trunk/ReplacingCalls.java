package io.carillon.sip.trunk;

import io.carillon.core.call.LegRole;
import io.carillon.sip.bridge.BridgedCalls;
import io.carillon.sip.leg.Decision;
import io.carillon.sip.leg.IncomingCall;
import io.carillon.sip.sdp.SrtpPolicy;
import java.util.Objects;
import java.util.Optional;

/**
 * Calls that a connector's PBX makes to take the place of another one's leg: INVITE with Replaces
 * (RFC 3891).
 */
public final class ReplacingCalls implements ProvenCalls {
  private final BridgedCalls calls;

  public ReplacingCalls(BridgedCalls calls) {
    this.calls = Objects.requireNonNull(calls, "calls");
  }

  @Override
  public boolean takesRoom() {
    return false;
  }

  @Override
  public Optional<Taker> of(IncomingCall call) {
    if (call.replaces().isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        caller ->
            new Decision.Pending(
                caller.region(),
                caller.connectorId(),
                LegRole.CUSTOMER,
                caller.encrypted() ? Optional.of(SrtpPolicy.REQUIRED) : Optional.empty(),
                calls.replacing(call, caller.connectorId()).orElseThrow()));
  }
}
