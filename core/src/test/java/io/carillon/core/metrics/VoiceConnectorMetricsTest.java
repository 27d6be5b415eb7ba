package io.carillon.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.quality.QualityMinute;
import io.carillon.core.quality.QualityMinute.Flow;
import io.carillon.core.quality.QualityMinute.Score;
import io.carillon.core.record.Legs;
import io.carillon.core.record.TrunkLegs;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VoiceConnectorMetricsTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicLong nanos = new AtomicLong();
  private final VoiceConnectorMetrics metrics = new VoiceConnectorMetrics(registry, nanos::get);
  private final LegInfo leg = Legs.leg("t-1");

  @Test
  void thereIsEveryMetricOfTheGuideUnderItsName() {
    assertThat(VoiceConnectorMetric.all().map(VoiceConnectorMetric::cloudWatchName))
        .hasSize(43)
        .doesNotHaveDuplicates()
        .contains(
            "InboundCallAttempts",
            "InboundCallFailures",
            "InboundCallsAnswered",
            "InboundCallsActive",
            "OutboundCallsActive",
            "Throttles",
            "Sip1xxCodes",
            "Sip6xxCodes",
            "CustomerToVcRtpPackets",
            "VcToCustomerRtcpBytes",
            "RemoteToVcPacketsLost",
            "VcToRemoteJitter",
            "RTTBetweenVcAndCustomer",
            "MOSBetweenVcAndRemote");
  }

  @ParameterizedTest
  @CsvSource({
    "InboundCallAttempts,voice.connector.inbound.call.attempts",
    "Sip4xxCodes,voice.connector.sip4xx.codes",
    "CustomerToVcRtpPackets,voice.connector.customer.to.vc.rtp.packets",
    "RTTBetweenVcAndCustomer,voice.connector.rtt.between.vc.and.customer",
    "MOSBetweenVcAndRemote,voice.connector.mos.between.vc.and.remote"
  })
  void meterNamesAreTheWordsOfTheName(String cloudWatch, String meter) {
    assertThat(VoiceConnectorMetric.byMeterName(meter))
        .map(VoiceConnectorMetric::cloudWatchName)
        .contains(cloudWatch);
  }

  @Test
  void callsAreCountedFromTheirAttemptToTheirEnd() {
    LegInfo out = Legs.leg("t-2", "", "+12065550100", CallDirection.OUTBOUND);
    metrics.accept(new DomainEvent.LegStarted(Legs.START, leg));
    metrics.accept(new DomainEvent.LegStarted(Legs.START, out));
    metrics.accept(Legs.answered(leg));

    assertThat(counter("InboundCallAttempts")).isEqualTo(1);
    assertThat(counter("OutboundCallAttempts")).isEqualTo(1);
    assertThat(counter("InboundCallsAnswered")).isEqualTo(1);
    assertThat(gauge("InboundCallsActive")).isEqualTo(1);

    metrics.accept(Legs.ended(leg, Legs.START));
    metrics.accept(Legs.refused(out, EndReason.BUSY, 486));

    assertThat(gauge("InboundCallsActive")).isZero();
    assertThat(counter("InboundCallFailures")).isZero();
    assertThat(counter("OutboundCallFailures")).isEqualTo(1);
    assertThat(gauge("OutboundCallsActive")).isZero();
  }

  @Test
  void aBridgedCallCountsOnceInTheDirectionSeenFromTheCustomer() {
    TrunkLegs call = TrunkLegs.inbound("t-7");
    metrics.accept(new DomainEvent.LegStarted(Legs.START, call.first()));
    metrics.accept(new DomainEvent.LegStarted(Legs.START, call.second()));
    metrics.accept(Legs.answered(call.second()));
    metrics.accept(Legs.answered(call.first()));
    metrics.accept(call.bridged());

    assertThat(counter("InboundCallAttempts")).isEqualTo(1);
    assertThat(counter("InboundCallsAnswered")).isEqualTo(1);
    assertThat(gauge("InboundCallsActive")).isEqualTo(1);
    assertThat(counter("OutboundCallAttempts")).isZero();

    metrics.accept(Legs.ended(call.second(), Legs.START));
    metrics.accept(Legs.ended(call.first(), Legs.START));

    assertThat(gauge("InboundCallsActive")).isZero();
    assertThat(counter("InboundCallFailures")).isZero();
  }

  @Test
  void aCallFromTheCustomerIsOutboundAndOneThatEveryRouteRefusesFailsOnce() {
    TrunkLegs call = TrunkLegs.outbound("t-8");
    metrics.accept(new DomainEvent.LegStarted(Legs.START, call.first()));
    metrics.accept(new DomainEvent.LegStarted(Legs.START, call.second()));
    metrics.accept(Legs.refused(call.second(), EndReason.OVERLOAD, 503));
    metrics.accept(Legs.refused(call.first(), EndReason.OVERLOAD, 503));

    assertThat(counter("OutboundCallAttempts")).isEqualTo(1);
    assertThat(counter("OutboundCallFailures")).isEqualTo(1);
    assertThat(counter("InboundCallAttempts")).isZero();
    assertThat(counter("Throttles")).as("the carrier was full, not we").isZero();
  }

  @Test
  void bothSidesOfACallHaveTheirMediaNumbers() {
    Flow remote = new Flow(10L, 1720L, 1L, 100L, 2L, 2L, 700L);
    QualityMinute.Call call = minute(Flow.UNKNOWN, Score.UNKNOWN).call();

    metrics.quality(
        new QualityMinute(
            call,
            Legs.START,
            Flow.UNKNOWN,
            Flow.UNKNOWN,
            remote,
            remote,
            Score.UNKNOWN,
            new Score(40_000L, 4.1)));

    assertThat(counter("RemoteToVcRtpPackets")).isEqualTo(10);
    assertThat(counter("VcToRemoteRtcpBytes")).isEqualTo(100);
    assertThat(gauge("VcToRemoteJitter")).isEqualTo(700);
    assertThat(gauge("RTTBetweenVcAndRemote")).isEqualTo(40_000);
    assertThat(gauge("MOSBetweenVcAndRemote")).isEqualTo(4.1);
    assertThat(counter("CustomerToVcRtpPackets")).isZero();
  }

  @Test
  void aCallTheCallerCancelledDidNotFailAndAFullServerIsAThrottle() {
    metrics.accept(Legs.refused(leg, EndReason.CANCELLED, 487));
    metrics.accept(Legs.refused(leg, EndReason.OVERLOAD, 503));

    assertThat(counter("InboundCallFailures")).isEqualTo(1);
    assertThat(counter("Throttles")).isEqualTo(1);
  }

  @Test
  void aCallTurnedAwayAtTheDoorWasTriedAndFailed() {
    for (EndReason reason : List.of(EndReason.OVERLOAD, EndReason.DRAINING)) {
      metrics.accept(
          new DomainEvent.CallTurnedAway(Legs.START, leg.voiceConnectorId(), leg.region(), reason));
    }

    assertThat(counter("InboundCallAttempts")).isEqualTo(2);
    assertThat(counter("InboundCallFailures")).isEqualTo(2);
    assertThat(counter("Throttles")).isEqualTo(1);
  }

  @Test
  void aThrottledCallFromTheCustomerIsAnOutboundOne() {
    metrics.accept(
        new DomainEvent.CallTurnedAway(
            Legs.START,
            leg.voiceConnectorId(),
            leg.region(),
            CallDirection.OUTBOUND,
            EndReason.OVERLOAD));

    assertThat(counter("OutboundCallAttempts")).isEqualTo(1);
    assertThat(counter("OutboundCallFailures")).isEqualTo(1);
    assertThat(counter("InboundCallAttempts")).isZero();
    assertThat(counter("Throttles")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "SIP/2.0 100 Trying,1",
    "SIP/2.0 200,2",
    "sip/2.0 486 Busy,4",
    "SIP/2.0 700 x,0",
    "SIP/2.0 1000 x,0",
    "SIP/2.0 4x4 x,0",
    "SIP/2.0,0",
    "INVITE sip:u@h SIP/2.0,0",
    "'',0"
  })
  void onlyResponsesHaveAStatusClass(String firstLine, int expected) {
    assertThat(VoiceConnectorMetrics.statusClass(firstLine)).isEqualTo(expected);
  }

  @Test
  void responsesAreCountedByClass() {
    for (String line :
        List.of("SIP/2.0 100 Trying", "SIP/2.0 180 Ringing", "BYE sip:u@h SIP/2.0")) {
      metrics.accept(
          new DomainEvent.SipMessagePassed(
              Legs.START, leg.voiceConnectorId(), leg.region(), "c", true, line + "\r\n"));
    }

    assertThat(counter("Sip1xxCodes")).isEqualTo(2);
  }

  @Test
  void mediaNumbersAreThoseOfTheLogAndAveragesAreOfTheLastFullMinute() {
    metrics.quality(minute(new Flow(10L, 1720L, 1L, 100L, 2L, 7L, 1000L), new Score(40_000L, 4.0)));
    metrics.quality(minute(new Flow(10L, 1720L, 1L, 100L, 0L, 7L, 3000L), new Score(null, null)));
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());

    assertThat(counter("CustomerToVcRtpPackets")).isEqualTo(20);
    assertThat(counter("CustomerToVcPacketsLost")).isEqualTo(2);
    assertThat(counter("RemoteToVcRtpPackets")).isZero();
    assertThat(gauge("CustomerToVcJitter")).isEqualTo(2000);
    assertThat(gauge("RTTBetweenVcAndCustomer")).isEqualTo(40_000);
    assertThat(gauge("MOSBetweenVcAndCustomer")).isEqualTo(4.0);
    assertThat(gauge("MOSBetweenVcAndRemote")).isNaN();

    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(gauge("MOSBetweenVcAndCustomer")).isNaN();
  }

  @Test
  void foreignNamesCannotMakeMetersWithoutBoundOrEmptyTags() {
    for (int n = 0; n < VoiceConnectorMetrics.MAX_CONNECTORS + 50; n++) {
      metrics.accept(
          new DomainEvent.SipMessagePassed(
              Legs.START, n == 0 ? "" : "vc" + n, "r", "c", true, "SIP/2.0 200 OK\r\n"));
    }

    assertThat(registry.find("voice.connector.sip2xx.codes").counters())
        .hasSize(VoiceConnectorMetrics.MAX_CONNECTORS + 1)
        .extracting(Meter::getId)
        .noneMatch(id -> id.getTag(VoiceConnectorMetric.CONNECTOR_TAG).isEmpty());
    assertThat(
            registry
                .get("voice.connector.sip2xx.codes")
                .tag(VoiceConnectorMetric.CONNECTOR_TAG, "other")
                .counter()
                .count())
        .isEqualTo(50);
  }

  private QualityMinute minute(Flow received, Score score) {
    return new QualityMinute(
        new QualityMinute.Call(
            leg.voiceConnectorId(), leg.region(), leg.transactionId(), "", "US", "", null, "e"),
        Legs.START,
        received,
        Flow.UNKNOWN,
        Flow.UNKNOWN,
        Flow.UNKNOWN,
        score,
        Score.UNKNOWN);
  }

  private double counter(String name) {
    return registry.get(meter(name)).counter().count();
  }

  private double gauge(String name) {
    return registry.get(meter(name)).gauge().value();
  }

  private static String meter(String name) {
    return VoiceConnectorMetric.all()
        .filter(metric -> metric.cloudWatchName().equals(name))
        .findFirst()
        .orElseThrow()
        .meterName();
  }
}
