package io.carillon.sip.bridge;

import io.carillon.core.call.LegInfo;
import io.carillon.core.trunk.TrunkCall;
import io.carillon.sip.leg.CallUri;
import io.carillon.sip.leg.Refusal;
import java.util.Objects;

/**
 * Says where a call goes that one of its parties transfers to somebody else by REFER. Called on the
 * call's strand: quick, never blocks, thread-safe.
 */
@FunctionalInterface
public interface TransferRouter {

  Route route(Transfer transfer);

  /**
   * A wish to transfer.
   *
   * @param by the leg of who asks
   * @param number of who asks, empty when it is not known
   * @param other the leg of who is transferred
   * @param target where to: what stands in Refer-To
   */
  record Transfer(LegInfo by, String number, LegInfo other, CallUri target) {
    public Transfer {
      Objects.requireNonNull(by, "by");
      Objects.requireNonNull(number, "number");
      Objects.requireNonNull(other, "other");
      Objects.requireNonNull(target, "target");
    }
  }

  /** What becomes of it. */
  sealed interface Route {}

  /** The new party is called; the permit in it is the bridge's to close. */
  record Place(TrunkCall call) implements Route {
    public Place {
      Objects.requireNonNull(call, "call");
    }
  }

  /** It is not allowed or leads nowhere; the call goes on as it was. */
  record Refuse(Refusal refusal) implements Route {
    public Refuse {
      Objects.requireNonNull(refusal, "refusal");
    }
  }
}
