package io.carillon.core.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.core.call.CallDirection;
import io.carillon.core.call.DirectionQuality;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.EventBus;
import io.carillon.core.record.Legs;
import io.carillon.core.record.TrunkLegs;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QualityRecorderTest {
  private static final LegInfo LEG =
      Legs.leg(
          "11112222-0000-4000-8000-000000000001",
          "+12065550100",
          "+442079460000",
          CallDirection.INBOUND);

  private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
  private final List<QualityMinute> minutes = new CopyOnWriteArrayList<>();
  private final EventBus bus = new EventBus();

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void anAnsweredLegIsMeasuredAtEachIntervalAndOnceMoreForTheRestAtItsEnd() {
    AtomicLong packets = new AtomicLong();
    QualityRecorder recorder = recorder(Duration.ofMillis(40));

    bus.publish(
        new DomainEvent.LegAnswered(Instant.now(), LEG, () -> received(packets.addAndGet(50))));
    await().until(() -> minutes.size() >= 3);
    bus.publish(ended(received(packets.addAndGet(7))));
    int atEnd = minutes.size();

    assertThat(minutes)
        .allSatisfy(m -> assertThat(m.call().transactionId()).isEqualTo(LEG.transactionId()));
    assertThat(minutes.getFirst().customerToConnector().rtpPackets()).isEqualTo(50);
    assertThat(minutes.get(1).customerToConnector().rtpPackets()).isEqualTo(50);
    assertThat(minutes.stream().mapToLong(m -> m.customerToConnector().rtpPackets()).sum())
        .isEqualTo(packets.get());
    assertThat(recorder.measured()).isZero();
    assertThat(scheduler.getQueue()).isEmpty();
    assertThat(minutes).hasSize(atEnd);
  }

  @Test
  void aSourceThatFailsOnceIsAskedAgain() {
    recorder(Duration.ofMillis(20));
    AtomicLong asked = new AtomicLong();

    bus.publish(
        new DomainEvent.LegAnswered(
            Instant.now(),
            LEG,
            () -> {
              if (asked.incrementAndGet() == 1) {
                throw new IllegalStateException("first time");
              }
              return MediaQuality.NONE;
            }));

    await().until(() -> minutes.size() >= 2);
  }

  @Test
  void aLegThatWasNeverAnsweredHasNoRecord() {
    recorder(Duration.ofMillis(20));

    bus.publish(Legs.refused(LEG, EndReason.MEETING_FULL, 486));

    assertThat(minutes).isEmpty();
  }

  @Test
  void theRecordHasTheFieldsOfTheGuideAndNullForWhatWasNotMeasured() throws Exception {
    recorder(Duration.ofMinutes(1));
    bus.publish(new DomainEvent.LegAnswered(Instant.now(), LEG, () -> MediaQuality.NONE));
    bus.publish(ended(received(100)));

    JsonNode json = new ObjectMapper().readTree(minutes.getFirst().json());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "voice_connector_id",
            "event_timestamp",
            "call_id",
            "from_sip_user",
            "from_country",
            "to_sip_user",
            "to_country",
            "endpoint_id",
            "aws_region",
            "cust2vc_rtp_packets",
            "cust2vc_rtp_bytes",
            "cust2vc_rtcp_packets",
            "cust2vc_rtcp_bytes",
            "cust2vc_packets_lost",
            "cust2vc_jitter",
            "vc2cust_rtp_packets",
            "vc2cust_rtp_bytes",
            "vc2cust_rtcp_packets",
            "vc2cust_rtcp_bytes",
            "vc2cust_packets_lost",
            "vc2cust_jitter",
            "rtt_btwn_vc_and_cust",
            "mos_btwn_vc_and_cust",
            "rem2vc_rtp_packets",
            "rem2vc_rtp_bytes",
            "rem2vc_rtcp_packets",
            "rem2vc_rtcp_bytes",
            "rem2vc_packets_lost",
            "rem2vc_jitter",
            "vc2rem_rtp_packets",
            "vc2rem_rtp_bytes",
            "vc2rem_rtcp_packets",
            "vc2rem_rtcp_bytes",
            "vc2rem_packets_lost",
            "vc2rem_jitter",
            "rtt_btwn_vc_and_rem",
            "mos_btwn_vc_and_rem");
    assertThat(json.path("event_timestamp").isIntegralNumber()).isTrue();
    assertThat(json.path("call_id").asText()).isEqualTo(LEG.transactionId());
    assertThat(json.path("from_country").asText()).isEqualTo("US");
    assertThat(json.path("to_country").asText()).isEqualTo("GB");
    assertThat(json.path("cust2vc_rtp_packets").asLong()).isEqualTo(100);
    assertThat(json.path("mos_btwn_vc_and_cust").asDouble()).isBetween(4.3, 4.4);
    assertThat(json.path("rtt_btwn_vc_and_cust").isNull()).isTrue();
    assertThat(json.path("rem2vc_rtp_packets").isNull()).isTrue();
    assertThat(json.path("endpoint_id").asText()).matches("[0-9a-f]{32}");
    assertThat(minutes.getFirst().json()).doesNotContain("NaN", "127.0.0.9");
  }

  @Test
  void aBridgedCallHasOneRecordWithBothSidesAndALastOneWhenEitherEnds() throws Exception {
    TrunkLegs legs = TrunkLegs.outbound("t-1");
    QualityRecorder recorder = recorder(Duration.ofMinutes(1));
    bus.publish(new DomainEvent.LegAnswered(Instant.now(), legs.second(), () -> received(70)));
    bus.publish(new DomainEvent.LegAnswered(Instant.now(), legs.first(), () -> received(30)));
    bus.publish(legs.bridged());
    bus.publish(
        new DomainEvent.LegEnded(
            Instant.now(), legs.second(), Legs.START, EndReason.REMOTE_HANGUP, 200, received(80)));
    bus.publish(
        new DomainEvent.LegEnded(
            Instant.now(), legs.first(), Legs.START, EndReason.REMOTE_HANGUP, 200, received(40)));

    assertThat(minutes).hasSize(1);
    QualityMinute minute = minutes.getFirst();
    assertThat(minute.customerToConnector().rtpPackets()).isEqualTo(30);
    assertThat(minute.remoteToConnector().rtpPackets()).isEqualTo(80);
    assertThat(minute.remote().mos()).isBetween(4.3, 4.4);
    JsonNode json = new ObjectMapper().readTree(minute.json());
    assertThat(json.path("call_id").asText()).isEqualTo("t-1");
    assertThat(json.path("from_sip_user").asText()).isEqualTo(TrunkLegs.CUSTOMER_NUMBER);
    assertThat(json.path("to_sip_user").asText()).isEqualTo(TrunkLegs.CARRIER_NUMBER);
    assertThat(json.path("from_country").asText()).isEqualTo("GB");
    assertThat(json.path("to_country").asText()).isEqualTo("US");
    assertThat(json.path("rem2vc_rtp_packets").asLong()).isEqualTo(80);
    assertThat(recorder.measured()).isZero();
    assertThat(scheduler.getQueue()).isEmpty();
  }

  @Test
  void inACallToTheCustomerTheSidesAreTheOtherWayRound() {
    TrunkLegs legs = TrunkLegs.inbound("t-1");
    recorder(Duration.ofMillis(30));
    bus.publish(new DomainEvent.LegAnswered(Instant.now(), legs.second(), () -> received(70)));
    bus.publish(new DomainEvent.LegAnswered(Instant.now(), legs.first(), () -> received(30)));
    bus.publish(legs.bridged());

    await().until(() -> minutes.size() >= 2);

    assertThat(minutes.getFirst().customerToConnector().rtpPackets()).isEqualTo(70);
    assertThat(minutes.getFirst().remoteToConnector().rtpPackets()).isEqualTo(30);
    assertThat(minutes.get(1).customerToConnector().rtpPackets()).isZero();
  }

  @Test
  void afterATransferTheOneWhoStayedGoesOnBeingMeasuredFromWhereHeWas() {
    TrunkLegs legs = TrunkLegs.inbound("t-1");
    TrunkLegs after = legs.transferredTo("+390612345678");
    recorder(Duration.ofMinutes(1));
    AtomicLong stayed = new AtomicLong(100);
    bus.publish(new DomainEvent.LegAnswered(Instant.now(), legs.second(), () -> received(1)));
    bus.publish(
        new DomainEvent.LegAnswered(Instant.now(), legs.first(), () -> received(stayed.get())));
    bus.publish(legs.bridged());
    bus.publish(new DomainEvent.LegAnswered(Instant.now(), after.second(), () -> received(5)));
    bus.publish(after.bridged());
    stayed.set(160);
    bus.publish(
        new DomainEvent.LegEnded(
            Instant.now(), after.second(), Legs.START, EndReason.REMOTE_HANGUP, 200, received(6)));

    assertThat(minutes)
        .extracting(minute -> minute.remoteToConnector().rtpPackets())
        .containsExactly(100L, 60L);
    assertThat(minutes)
        .extracting(minute -> minute.customerToConnector().rtpPackets())
        .containsExactly(1L, 6L);
    assertThat(minutes).allSatisfy(m -> assertThat(m.call().transactionId()).isEqualTo("t-1"));
  }

  private QualityRecorder recorder(Duration interval) {
    scheduler.setRemoveOnCancelPolicy(true);
    QualityRecorder recorder =
        new QualityRecorder(
            interval, scheduler, Clock.systemUTC(), new PhoneCountries(), List.of(minutes::add));
    bus.subscribe(recorder);
    return recorder;
  }

  private static DomainEvent.LegEnded ended(MediaQuality lastWord) {
    return new DomainEvent.LegEnded(
        Instant.now(), LEG, Legs.START, EndReason.REMOTE_HANGUP, 200, lastWord);
  }

  private static MediaQuality received(long packets) {
    return new MediaQuality(
        new DirectionQuality(packets, packets * 172, 1, 100, packets, 0, 1, 0, 0),
        DirectionQuality.NONE,
        0,
        0,
        0,
        0,
        0,
        0,
        40,
        1,
        "opus");
  }
}
