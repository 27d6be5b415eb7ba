package io.carillon.core.call;

import java.time.Instant;
import java.util.Objects;

/**
 * What is known of a leg from its first message on.
 *
 * @param transactionId a UUID of ours; names the leg everywhere (operators' commands, quality log,
 *     events, CDR)
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
    Instant startedAt) {

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
  }
}
