package io.carillon.core.event;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.LegInfo;
import java.util.Map;
import java.util.Objects;

/**
 * What streaming events say of the party that is streamed. For a leg that carries one party it
 * follows from the leg; for a recording session, whose leg carries several, from its metadata.
 *
 * @param direction of the call: towards the customer or away from it
 * @param isCaller the party placed the call
 * @param fromNumber caller of the call
 * @param toNumber number called
 * @param mediaIndex which m-line of the session description it is, from 0
 * @param mediaLabel the m-line's label (RFC 4574)
 * @param siprecMetadata recording metadata XML (RFC 7865), empty for a call that is not by SIPREC
 * @param inviteHeaders of {@link DomainEvent#INVITE_HEADERS} those that the INVITE has
 */
public record StreamedParty(
    CallDirection direction,
    boolean isCaller,
    String fromNumber,
    String toNumber,
    int mediaIndex,
    String mediaLabel,
    String siprecMetadata,
    Map<String, String> inviteHeaders) {

  public StreamedParty {
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(fromNumber, "fromNumber");
    Objects.requireNonNull(toNumber, "toNumber");
    Objects.requireNonNull(mediaLabel, "mediaLabel");
    Objects.requireNonNull(siprecMetadata, "siprecMetadata");
    inviteHeaders = Map.copyOf(inviteHeaders);
  }

  /** The party at the far end of a leg. It placed the call when it called the server. */
  public static StreamedParty of(LegInfo leg, Map<String, String> inviteHeaders) {
    boolean isCaller = leg.direction() == CallDirection.INBOUND;
    return new StreamedParty(
        leg.directionOfCall(),
        isCaller,
        leg.fromUser(),
        leg.toUser(),
        0,
        isCaller ? "1" : "2",
        "",
        inviteHeaders);
  }
}
