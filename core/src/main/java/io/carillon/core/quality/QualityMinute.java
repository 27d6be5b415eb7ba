package io.carillon.core.quality;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;

/**
 * The media quality of one call in one interval: one line of the media quality log. A value that
 * was not measured is null, never 0 and never NaN.
 *
 * @param call whose it is
 * @param at when the record was made
 * @param customerToConnector what came from the customer's side, or from the device of a leg into a
 *     meeting
 * @param connectorToCustomer what went to it, losses and jitter as it reported them
 * @param remoteToConnector the other network side of the call; all null for a leg into a meeting
 * @param connectorToRemote the same, the other way
 * @param customer round trip and score between the customer's side and us
 * @param remote the same of the other network side
 */
public record QualityMinute(
    Call call,
    Instant at,
    Flow customerToConnector,
    Flow connectorToCustomer,
    Flow remoteToConnector,
    Flow connectorToRemote,
    Score customer,
    Score remote) {

  public QualityMinute {
    Objects.requireNonNull(call, "call");
    Objects.requireNonNull(at, "at");
  }

  /**
   * What stays the same in all records of a call.
   *
   * @param voiceConnectorId in whose log it is
   * @param region of that connector
   * @param transactionId the record's {@code call_id}
   * @param fromUser number or user part of the caller, empty when anonymous
   * @param fromCountry ISO 3166-1 alpha-2, or null
   * @param toUser number or user part called, or empty
   * @param toCountry the same of the called number
   * @param endpointId opaque; the same far end has the same one in every call
   */
  public record Call(
      String voiceConnectorId,
      String region,
      String transactionId,
      String fromUser,
      String fromCountry,
      String toUser,
      String toCountry,
      String endpointId) {
    public Call {
      Objects.requireNonNull(voiceConnectorId, "voiceConnectorId");
      Objects.requireNonNull(region, "region");
      Objects.requireNonNull(transactionId, "transactionId");
      Objects.requireNonNull(fromUser, "fromUser");
      Objects.requireNonNull(toUser, "toUser");
      Objects.requireNonNull(endpointId, "endpointId");
    }
  }

  /**
   * One direction in the interval.
   *
   * @param packetsLost lost in this interval
   * @param packetsLostInCall lost since the call began, which is what the log repeats
   * @param jitterMicros mean interarrival jitter in microseconds
   */
  public record Flow(
      Long rtpPackets,
      Long rtpBytes,
      Long rtcpPackets,
      Long rtcpBytes,
      Long packetsLost,
      Long packetsLostInCall,
      Long jitterMicros) {
    public static final Flow UNKNOWN = new Flow(null, null, null, null, null, null, null);
  }

  /**
   * @param rttMicros mean round-trip time in microseconds
   * @param mos 1.0-4.4, to two decimals
   */
  public record Score(Long rttMicros, Double mos) {
    public static final Score UNKNOWN = new Score(null, null);
  }

  /** The record as the log has it (one line, no line end). */
  public String json() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("voice_connector_id", call.voiceConnectorId());
    json.put("event_timestamp", at.toEpochMilli());
    json.put("call_id", call.transactionId());
    json.put("from_sip_user", orNull(call.fromUser()));
    json.put("from_country", call.fromCountry());
    json.put("to_sip_user", orNull(call.toUser()));
    json.put("to_country", call.toCountry());
    json.put("endpoint_id", call.endpointId());
    json.put("aws_region", call.region());
    put(json, "cust2vc", customerToConnector);
    put(json, "vc2cust", connectorToCustomer);
    put(json, "cust", customer);
    put(json, "rem2vc", remoteToConnector);
    put(json, "vc2rem", connectorToRemote);
    put(json, "rem", remote);
    return json.toString();
  }

  private static void put(ObjectNode json, String prefix, Flow flow) {
    json.put(prefix + "_rtp_packets", flow.rtpPackets());
    json.put(prefix + "_rtp_bytes", flow.rtpBytes());
    json.put(prefix + "_rtcp_packets", flow.rtcpPackets());
    json.put(prefix + "_rtcp_bytes", flow.rtcpBytes());
    json.put(prefix + "_packets_lost", flow.packetsLostInCall());
    json.put(prefix + "_jitter", flow.jitterMicros());
  }

  private static void put(ObjectNode json, String side, Score score) {
    json.put("rtt_btwn_vc_and_" + side, score.rttMicros());
    json.put("mos_btwn_vc_and_" + side, score.mos());
  }

  private static String orNull(String user) {
    return user.isEmpty() ? null : user;
  }
}
