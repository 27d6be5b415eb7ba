package io.carillon.core.event;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegRole;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Two parties who talk over a trunk, or one who was answered and whose other party is not known
 * yet.
 *
 * @param id names this talk: the call's transaction ID, or for a talk that came of a transfer a
 *     UUID of its own
 * @param transactionId the call's, which all its talks share
 * @param direction of the call: inbound goes to the customer
 * @param first the leg that began the call, or in a talk that came of a transfer the one that has
 *     been in the call for longer
 * @param second the other one, empty until they hear each other
 * @param answeredAt when the caller was answered, or when a transfer brought the two together
 */
public record BridgedCall(
    String id,
    String transactionId,
    CallDirection direction,
    LegInfo first,
    Optional<LegInfo> second,
    Instant answeredAt) {

  public BridgedCall {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(transactionId, "transactionId");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
    Objects.requireNonNull(answeredAt, "answeredAt");
  }

  /** Whether it is the talk that the call began with, none that came of a transfer. */
  public boolean original() {
    return id.equals(transactionId());
  }

  /** The leg on the customer's side, when it is known. */
  public Optional<LegInfo> customer() {
    return firstIsCustomer() ? Optional.of(first) : second;
  }

  /** The leg on the other side, when it is known. */
  public Optional<LegInfo> remote() {
    return firstIsCustomer() ? second : Optional.of(first);
  }

  private boolean firstIsCustomer() {
    return first.role() == LegRole.CUSTOMER;
  }

  BridgedCall with(LegInfo other) {
    return new BridgedCall(id, transactionId, direction, first, Optional.of(other), answeredAt);
  }

  boolean has(String legTransactionId) {
    return first.transactionId().equals(legTransactionId)
        || second.map(leg -> leg.transactionId().equals(legTransactionId)).orElse(false);
  }
}
