package io.carillon.core.connector;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;

/**
 * A SIP trunk between a customer's PBX and the telephone network.
 *
 * @param id 22 lower-case letters and digits
 * @param name for people: 1-256 letters, digits, spaces, and . _ -
 * @param outboundHostName where the PBX sends its calls, {@code ID.voiceconnector.DOMAIN}; also the
 *     realm of its digest credentials, so it never changes
 * @param requireEncryption only TLS and SRTP, both ways
 * @param region the region name in its metrics, events and logs
 * @param createdAt to the millisecond
 * @param updatedAt when it or one of its settings was changed last, to the millisecond
 */
public record VoiceConnector(
    String id,
    String name,
    String outboundHostName,
    boolean requireEncryption,
    String region,
    Instant createdAt,
    Instant updatedAt) {

  public VoiceConnector {
    Rules.connectorId("voice connector ID", id);
    Rules.name("name", name);
    if (!outboundHostName.startsWith(id + ".")) {
      throw new IllegalArgumentException("outbound host name of another voice connector");
    }
    Rules.region("region", region);
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(updatedAt, "updatedAt");
  }

  /** Where PBXs reach the connector with this ID. */
  public static String hostName(String id, String domain) {
    return id + ".voiceconnector." + domain.toLowerCase(Locale.ROOT);
  }
}
