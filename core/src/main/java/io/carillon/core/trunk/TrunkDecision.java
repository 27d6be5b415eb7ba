package io.carillon.core.trunk;

import io.carillon.core.call.EndReason;
import java.util.Objects;

/** What becomes of a new call. */
public sealed interface TrunkDecision {

  /** It is no call of a carrier, a connector or a number of ours. */
  record NotTrunk() implements TrunkDecision {}

  /**
   * It is refused.
   *
   * @param connectorId whose call it was, empty when it belongs to none or comes from a stranger,
   *     of whom nothing is to be kept
   * @param region that connector's, empty when there is none
   * @param text why, for the far end's administrator; names nothing the caller did not
   * @param throttled refused by a limit: 503 with Retry-After, counted as throttled
   * @param direction which way it would have gone
   */
  record Refuse(
      String connectorId,
      String region,
      EndReason reason,
      String text,
      boolean throttled,
      TrunkDirection direction)
      implements TrunkDecision {
    public Refuse {
      Objects.requireNonNull(connectorId, "connectorId");
      Objects.requireNonNull(region, "region");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(direction, "direction");
    }

    /** Of a call to the customer, or of one that belongs to nobody. */
    public Refuse(
        String connectorId, String region, EndReason reason, String text, boolean throttled) {
      this(connectorId, region, reason, text, throttled, TrunkDirection.INBOUND);
    }
  }

  /**
   * The caller has to prove itself by digest with one of the connector's user names.
   *
   * @param realm the connector's outbound host name
   */
  record Challenge(String connectorId, String region, String realm) implements TrunkDecision {
    public Challenge {
      Objects.requireNonNull(connectorId, "connectorId");
      Objects.requireNonNull(region, "region");
      Objects.requireNonNull(realm, "realm");
    }
  }

  /**
   * The called number leads to the dial-in of the meetings.
   *
   * @param connectorId the one that meetings' calls are logged under
   * @param fromNumber the caller's number, empty when there is none
   * @param toNumber called number, E.164
   * @param permit to be closed when the call has ended
   * @param encryption of the caller's media
   */
  record Meeting(
      String connectorId,
      String region,
      String fromNumber,
      String toNumber,
      Permit permit,
      Encryption encryption)
      implements TrunkDecision {
    public Meeting {
      Objects.requireNonNull(connectorId, "connectorId");
      Objects.requireNonNull(region, "region");
      Objects.requireNonNull(fromNumber, "fromNumber");
      Objects.requireNonNull(toNumber, "toNumber");
      Objects.requireNonNull(permit, "permit");
      Objects.requireNonNull(encryption, "encryption");
    }
  }

  /**
   * It is known whose PBX calls, and nothing more was asked.
   *
   * @param encrypted the connector takes only TLS and SRTP
   * @param permit to be closed when the call has ended; {@link Permit#NONE} when it takes no room
   */
  record Proven(String connectorId, String region, boolean encrypted, Permit permit)
      implements TrunkDecision {
    public Proven {
      Objects.requireNonNull(connectorId, "connectorId");
      Objects.requireNonNull(region, "region");
      Objects.requireNonNull(permit, "permit");
    }
  }

  /**
   * It is placed; the permit in it is now the placer's to close.
   *
   * @param encryption of the caller's media
   */
  record Bridge(TrunkCall call, Encryption encryption) implements TrunkDecision {
    public Bridge {
      Objects.requireNonNull(call, "call");
      Objects.requireNonNull(encryption, "encryption");
    }
  }
}
