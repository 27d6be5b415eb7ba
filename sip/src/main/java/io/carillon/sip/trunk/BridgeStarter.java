package io.carillon.sip.trunk;

import io.carillon.core.trunk.TrunkCall;
import io.carillon.sip.leg.PendingHandler;

/** Places the other leg of a call. Thread-safe. */
@FunctionalInterface
public interface BridgeStarter {

  /** Who takes over the leg that came in; closes the call's permit whatever happens. */
  PendingHandler placing(TrunkCall call);
}
