package io.carillon.core.call;

import java.time.Instant;
import java.util.Objects;

/**
 * What is known of a leg from its first message on.
 *
 * <p>Logs, events and records name a call by one transaction ID: that of its first leg. A leg that
 * is a call of its own, such as one into a meeting, has {@link #callTransactionId()} equal to
 * {@link #transactionId()}; the legs that a bridge places for a call carry the first leg's ({@link
 * #inCall}), and the same connector.
 *
 * @param transactionId a UUID of ours; names the leg for operators' commands
 * @param callId the protocol's own call identifier: SIP Call-ID, H.225 callIdentifier; at most 256
 *     characters
 * @param voiceConnectorId the connector whose logs and metrics the leg belongs to
 * @param protocol SIP or H.323
 * @param direction who placed the call
 * @param fromUser user part or number of the caller, empty when anonymous; at most 128 characters
 * @param toUser user part or number called, empty when there was none; at most 128 characters
 * @param toHost the host that was called, such as meet.chime.in
 * @param region name of the region the called domain is mapped to, such as us-east-1
 * @param remoteAddress where the signalling came from, as address:port
 * @param userAgent the far end's product name, empty when it sent none; at most 128 characters
 * @param startedAt when the first message came or went
 * @param role what the leg is in its call
 * @param callTransactionId transaction ID of the call's first leg; names the call in the quality
 *     log, the SIP message log, events and the CDR
 */
public record LegInfo(
    String transactionId,
    String callId,
    String voiceConnectorId,
    LegProtocol protocol,
    CallDirection direction,
    String fromUser,
    String toUser,
    String toHost,
    String region,
    String remoteAddress,
    String userAgent,
    Instant startedAt,
    LegRole role,
    String callTransactionId) {

  public LegInfo {
    Objects.requireNonNull(transactionId, "transactionId");
    Objects.requireNonNull(callId, "callId");
    Objects.requireNonNull(voiceConnectorId, "voiceConnectorId");
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(fromUser, "fromUser");
    Objects.requireNonNull(toUser, "toUser");
    Objects.requireNonNull(toHost, "toHost");
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(remoteAddress, "remoteAddress");
    Objects.requireNonNull(userAgent, "userAgent");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(callTransactionId, "callTransactionId");
  }

  /** A leg into a meeting, which is a call of its own. */
  public LegInfo(
      String transactionId,
      String callId,
      String voiceConnectorId,
      LegProtocol protocol,
      CallDirection direction,
      String fromUser,
      String toUser,
      String toHost,
      String region,
      String remoteAddress,
      String userAgent,
      Instant startedAt) {
    this(
        transactionId,
        callId,
        voiceConnectorId,
        protocol,
        direction,
        fromUser,
        toUser,
        toHost,
        region,
        remoteAddress,
        userAgent,
        startedAt,
        LegRole.MEETING,
        transactionId);
  }

  /** The same leg in another role. */
  public LegInfo withRole(LegRole other) {
    return with(other, callTransactionId);
  }

  /**
   * The same leg as a further one of a call.
   *
   * @param transactionIdOfCall {@link #callTransactionId()} of the call's first leg
   */
  public LegInfo inCall(String transactionIdOfCall) {
    return with(role, transactionIdOfCall);
  }

  private LegInfo with(LegRole newRole, String newCall) {
    return new LegInfo(
        transactionId,
        callId,
        voiceConnectorId,
        protocol,
        direction,
        fromUser,
        toUser,
        toHost,
        region,
        remoteAddress,
        userAgent,
        startedAt,
        newRole,
        newCall);
  }

  /**
   * Which way its call goes. A bridged call is inbound when it goes to the customer: the remote
   * side called us, or we call the customer's. For any other leg it is {@link #direction()}.
   */
  public CallDirection directionOfCall() {
    if (role != LegRole.CUSTOMER) {
      return direction;
    }
    return direction == CallDirection.INBOUND ? CallDirection.OUTBOUND : CallDirection.INBOUND;
  }

  /** The leg that began its call, or the only one. */
  public boolean firstOfCall() {
    return transactionId.equals(callTransactionId);
  }
}
