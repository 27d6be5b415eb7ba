package io.carillon.sip.trunk;

import io.carillon.core.trunk.TrunkDecision.Proven;
import io.carillon.sip.leg.Decision;
import io.carillon.sip.leg.IncomingCall;
import java.util.Optional;

/**
 * A kind of calls that a connector's PBX makes besides those that are to be placed: to take the
 * place of another one, to record. Thread-safe and quick.
 */
@FunctionalInterface
public interface ProvenCalls {

  /** Who takes over the call when it is of this kind; asked before anybody has proved anything. */
  Optional<Taker> of(IncomingCall call);

  /** Takes over a call of its kind. */
  @FunctionalInterface
  interface Taker {
    /** Called once the caller is known to be that connector's PBX. */
    Decision proven(Proven caller);
  }
}
