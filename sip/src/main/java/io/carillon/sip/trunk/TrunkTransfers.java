package io.carillon.sip.trunk;

import io.carillon.core.call.EndReason;
import io.carillon.core.trunk.TrunkDecision;
import io.carillon.core.trunk.TrunkRouting;
import io.carillon.sip.bridge.TransferRouter;
import io.carillon.sip.leg.Refusal;
import java.util.Objects;

/** A transferred call goes where its connector may call, and nowhere else. */
public final class TrunkTransfers implements TransferRouter {
  private final TrunkRouting routing;

  public TrunkTransfers(TrunkRouting routing) {
    this.routing = Objects.requireNonNull(routing, "routing");
  }

  @Override
  public Route route(Transfer transfer) {
    String connector = transfer.by().voiceConnectorId();
    return switch (routing.onBehalf(connector, transfer.target().user(), transfer.number())) {
      case TrunkDecision.Bridge bridge -> new Place(bridge.call());
      case TrunkDecision.Refuse refuse -> new Refuse(Refusal.of(refuse.reason(), refuse.text()));
      case TrunkDecision.Meeting meeting -> {
        meeting.permit().close();
        yield nowhere();
      }
      case TrunkDecision.NotTrunk none -> nowhere();
      case TrunkDecision.Challenge challenge -> nowhere();
      case TrunkDecision.Proven proven -> nowhere();
    };
  }

  /** Into a meeting too: its dial-in answers whoever calls, it is not called for somebody. */
  private static Route nowhere() {
    return new Refuse(
        Refusal.of(EndReason.UNKNOWN_DESTINATION, "calls cannot be transferred there"));
  }
}
