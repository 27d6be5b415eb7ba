package io.carillon.core.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One metric of the namespace AWS/ChimeVoiceConnector.
 *
 * <p>Its name in Micrometer is {@code voice.connector.} and the words of its CloudWatch name in
 * lower case, separated by dots; the CloudWatch registry turns that back into the exact name, the
 * Prometheus registry into snake case with {@code _total} behind counters and the unit behind
 * averages:
 *
 * <pre>
 * CloudWatch                 Prometheus
 * InboundCallAttempts        voice_connector_inbound_call_attempts_total
 * InboundCallsActive         voice_connector_inbound_calls_active
 * Sip4xxCodes                voice_connector_sip4xx_codes_total
 * CustomerToVcRtpPackets     voice_connector_customer_to_vc_rtp_packets_total
 * CustomerToVcJitter         voice_connector_customer_to_vc_jitter_microseconds
 * RTTBetweenVcAndCustomer    voice_connector_rtt_between_vc_and_customer_microseconds
 * MOSBetweenVcAndCustomer    voice_connector_mos_between_vc_and_customer
 * </pre>
 *
 * <p>The dimensions VoiceConnectorId and Region are the labels {@code voice_connector_id} and
 * {@code region}.
 *
 * @param cloudWatchName exact name in CloudWatch
 * @param kind how it is measured
 */
public record VoiceConnectorMetric(String cloudWatchName, Kind kind) {
  /** Tag key of the dimension VoiceConnectorId. */
  public static final String CONNECTOR_TAG = "voice.connector.id";

  /** Tag key of the dimension Region. */
  public static final String REGION_TAG = "region";

  /** How a metric is measured, and its unit. */
  public enum Kind {
    /** Counts up; CloudWatch gets what was added in its minute. */
    COUNTER,
    /** How many there are now. */
    ACTIVE,
    /** Mean of a minute in microseconds; absent when nothing was measured. */
    MICROSECONDS,
    /** Mean of a minute, 1.0-4.4; absent when nothing was measured. */
    SCORE
  }

  private static final List<String> FLOWS =
      List.of("CustomerToVc", "VcToCustomer", "RemoteToVc", "VcToRemote");
  private static final Map<String, VoiceConnectorMetric> BY_METER_NAME =
      all()
          .collect(
              Collectors.toUnmodifiableMap(VoiceConnectorMetric::meterName, Function.identity()));

  /** Name of the Micrometer meter. */
  public String meterName() {
    String words =
        cloudWatchName
            .replaceAll("([a-z0-9])([A-Z])", "$1.$2")
            .replaceAll("([A-Z])([A-Z][a-z])", "$1.$2");
    return "voice.connector." + words.toLowerCase(Locale.ROOT);
  }

  /** The metric a meter stands for. */
  public static Optional<VoiceConnectorMetric> byMeterName(String name) {
    return Optional.ofNullable(BY_METER_NAME.get(name));
  }

  /** Every metric there is. */
  public static Stream<VoiceConnectorMetric> all() {
    List<VoiceConnectorMetric> metrics = new ArrayList<>();
    for (String direction : List.of("Inbound", "Outbound")) {
      metrics.add(counter(direction + "CallAttempts"));
      metrics.add(counter(direction + "CallFailures"));
      metrics.add(counter(direction + "CallsAnswered"));
      metrics.add(new VoiceConnectorMetric(direction + "CallsActive", Kind.ACTIVE));
    }
    metrics.add(counter("Throttles"));
    for (int status = 1; status <= 6; status++) {
      metrics.add(counter("Sip" + status + "xxCodes"));
    }
    for (String flow : FLOWS) {
      for (String what :
          List.of("RtpPackets", "RtpBytes", "RtcpPackets", "RtcpBytes", "PacketsLost")) {
        metrics.add(counter(flow + what));
      }
      metrics.add(new VoiceConnectorMetric(flow + "Jitter", Kind.MICROSECONDS));
    }
    for (String side : List.of("Customer", "Remote")) {
      metrics.add(new VoiceConnectorMetric("RTTBetweenVcAnd" + side, Kind.MICROSECONDS));
      metrics.add(new VoiceConnectorMetric("MOSBetweenVcAnd" + side, Kind.SCORE));
    }
    return metrics.stream();
  }

  private static VoiceConnectorMetric counter(String name) {
    return new VoiceConnectorMetric(name, Kind.COUNTER);
  }
}
