package io.carillon.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.event.DomainEvent;
import io.carillon.core.record.Legs;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

/** The names that VoiceConnectorMetric documents. */
class PrometheusNamesTest {

  @Test
  void namesAreSnakeCaseWithTheirUnits() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    VoiceConnectorMetrics metrics = new VoiceConnectorMetrics(registry, System::nanoTime);

    metrics.accept(new DomainEvent.LegStarted(Legs.START, Legs.leg("t-1")));

    String labels = "{region=\"us-east-1\",voice_connector_id=\"abcdef1ghij2klmno3pqr4\"}";
    assertThat(registry.scrape())
        .contains(
            "voice_connector_inbound_call_attempts_total" + labels + " 1.0",
            "voice_connector_inbound_calls_active" + labels + " 0.0",
            "voice_connector_sip4xx_codes_total" + labels + " 0.0",
            "voice_connector_customer_to_vc_rtp_packets_total" + labels + " 0.0",
            "voice_connector_customer_to_vc_jitter_microseconds" + labels + " NaN",
            "voice_connector_rtt_between_vc_and_customer_microseconds" + labels + " NaN",
            "voice_connector_mos_between_vc_and_customer" + labels + " NaN");
  }
}
