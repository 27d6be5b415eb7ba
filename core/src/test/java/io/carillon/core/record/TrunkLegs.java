package io.carillon.core.record;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegRole;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.trunk.TrunkDirection;
import java.time.Instant;

/** The two legs of a call over a trunk, for tests. The first one came in, the second was placed. */
public record TrunkLegs(TrunkDirection direction, LegInfo first, LegInfo second) {
  public static final String CARRIER_NUMBER = "+12065550100";
  public static final String CUSTOMER_NUMBER = "+442079460000";

  /** From the carrier to the PBX, which knows its number as an extension. */
  public static TrunkLegs inbound(String transactionId) {
    LegInfo carrier =
        Legs.leg(transactionId, CARRIER_NUMBER, CUSTOMER_NUMBER, CallDirection.INBOUND)
            .withRole(LegRole.REMOTE);
    LegInfo pbx =
        Legs.leg(transactionId + "-2", CARRIER_NUMBER, "4711", CallDirection.OUTBOUND)
            .withRole(LegRole.CUSTOMER);
    return new TrunkLegs(TrunkDirection.INBOUND, carrier, pbx.inCall(transactionId));
  }

  /** From the PBX, which dials as at home, to the carrier. */
  public static TrunkLegs outbound(String transactionId) {
    LegInfo pbx =
        Legs.leg(transactionId, "4711", "2065550100", CallDirection.INBOUND)
            .withRole(LegRole.CUSTOMER);
    LegInfo carrier =
        Legs.leg(transactionId + "-2", CUSTOMER_NUMBER, CARRIER_NUMBER, CallDirection.OUTBOUND)
            .withRole(LegRole.REMOTE);
    return new TrunkLegs(TrunkDirection.OUTBOUND, pbx, carrier.inCall(transactionId));
  }

  /** The same call with another party in place of the second leg, after a transfer. */
  public TrunkLegs transferredTo(String number) {
    LegInfo other =
        Legs.leg(second.transactionId() + "-3", "", number, CallDirection.OUTBOUND)
            .withRole(second.role())
            .inCall(first.callTransactionId());
    return new TrunkLegs(direction, first, other);
  }

  public DomainEvent.CallBridged bridged() {
    return bridged(Legs.START);
  }

  public DomainEvent.CallBridged bridged(Instant at) {
    boolean firstIsCustomer = first.role() == LegRole.CUSTOMER;
    return new DomainEvent.CallBridged(
        at,
        first.callTransactionId(),
        first.voiceConnectorId(),
        first.region(),
        direction.ofCall(),
        firstIsCustomer ? first : second,
        firstIsCustomer ? second : first);
  }
}
