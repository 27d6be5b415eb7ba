package io.carillon.core.trunk;

import java.util.List;
import java.util.Objects;

/**
 * A call that may be placed.
 *
 * @param connectorId whose logs and metrics it belongs to; that of the first target
 * @param region that connector's
 * @param fromNumber the caller's number to tell: E.164 where it is known, else as it came; empty
 *     when there is none
 * @param toNumber called number, E.164 with its plus sign, or an emergency or test number as it was
 *     keyed in
 * @param callingName name to show with the caller's number, empty for none
 * @param emergency a call to emergency services or to the number that tests their routing
 * @param targets in the order to try, never empty
 * @param permit to be closed when the call has ended
 */
public record TrunkCall(
    TrunkDirection direction,
    String connectorId,
    String region,
    String fromNumber,
    String toNumber,
    String callingName,
    boolean emergency,
    List<TrunkTarget> targets,
    Permit permit) {
  public TrunkCall {
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(connectorId, "connectorId");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(fromNumber, "fromNumber");
    Objects.requireNonNull(toNumber, "toNumber");
    Objects.requireNonNull(callingName, "callingName");
    targets = List.copyOf(targets);
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("a call needs a target");
    }
    Objects.requireNonNull(permit, "permit");
  }
}
