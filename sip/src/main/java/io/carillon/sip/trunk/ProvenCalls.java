package io.carillon.sip.trunk;

import io.carillon.core.trunk.TrunkDecision.Proven;
import io.carillon.sip.leg.Decision;
import io.carillon.sip.leg.IncomingCall;
import java.util.Optional;

/**
 * A kind of calls that a connector's PBX makes besides those that are to be placed: to take the
 * place of another one, to record. Thread-safe and quick.
 */
public interface ProvenCalls {

  /** Who takes over the call when it is of this kind; asked before anybody has proved anything. */
  Optional<Taker> of(IncomingCall call);

  /** Whether each is one more call, for which there has to be room. */
  boolean takesRoom();

  /** Takes over a call of its kind. */
  @FunctionalInterface
  interface Taker {
    /**
     * Called once the caller is known to be that connector's PBX.
     *
     * @param caller its permit is the taker's to close
     */
    Decision proven(Proven caller);
  }
}
