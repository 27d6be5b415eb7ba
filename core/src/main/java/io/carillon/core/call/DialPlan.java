package io.carillon.core.call;

import java.util.Objects;

/**
 * Decides what a call is for, from its first message, before anything is answered. Thread-safe and
 * quick.
 */
@FunctionalInterface
public interface DialPlan {

  Route route(CallRequest request);

  /**
   * What the first message of a call says.
   *
   * @param user user part called, empty for {@code sip:@host} or {@code sip:host}
   * @param host host called, lower case
   * @param fromUser the caller's user part or number, empty when anonymous
   * @param protocol SIP or H.323
   */
  record CallRequest(String user, String host, String fromUser, LegProtocol protocol) {
    public CallRequest {
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(host, "host");
      Objects.requireNonNull(fromUser, "fromUser");
      Objects.requireNonNull(protocol, "protocol");
    }
  }

  /** The decision. Bridging to a trunk becomes a kind of its own beside these. */
  sealed interface Route {}

  /**
   * Answer at once and hand the leg over.
   *
   * @param region the region name the called domain belongs to; empty for the server's own
   * @param voiceConnectorId whose logs and metrics the call belongs to
   */
  record Answer(String region, String voiceConnectorId, LegHandler handler) implements Route {}

  /** Refuse; the signalling side maps the reason to its status or cause. */
  record Refuse(EndReason reason, String explanation) implements Route {}

  /** Takes over answered legs. */
  @FunctionalInterface
  interface LegHandler {
    /** Called once, when the leg was answered and its media runs. Must return at once. */
    void answered(Leg leg);
  }
}
