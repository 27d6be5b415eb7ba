package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.core.event.DomainEvent.LegAnswered;
import io.carillon.core.event.DomainEvent.LegEnded;
import io.carillon.core.event.DomainEvent.LegStarted;
import io.carillon.media.session.MediaDirection;
import io.carillon.sip.dialog.SipTimings;
import io.carillon.sip.transport.SipTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Incoming calls, message by message over real sockets. T1 is 50 ms. */
class AnsweringTest {
  private static TestServer server;
  private RawPhone phone;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            TestServer.settings()
                .withTimings(new SipTimings(Duration.ofMillis(50), Duration.ofMillis(400))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void pickUp() throws Exception {
    phone = new RawPhone(server.address(SipTransport.UDP));
  }

  @AfterEach
  void putDown() {
    phone.close();
  }

  private LegEnded ended() {
    return server.ended(phone.callId);
  }

  @Test
  void aCallIsHandedOverWhenItIsAcknowledged() throws Exception {
    phone.send("INVITE", RawPhone.OFFER, "User-Agent: RoomKit 11");
    RawMessage ok = phone.response("INVITE");
    phone.enter(ok);

    assertThat(ok.header("Allow")).contains("UPDATE").contains("PRACK");
    assertThat(ok.header("Supported")).contains("timer").contains("100rel");
    assertThat(ok.body()).contains("m=audio ").contains("RTP/AVP 0 101");
    assertThat(server.taken(phone.callId)).isEmpty();

    phone.send("ACK", "");
    server.handedOver(phone.callId);
    assertThat(server.handedOver(phone.callId).info().userAgent()).isEqualTo("RoomKit 11");
    assertThat(server.events(LegStarted.class, phone.callId)).hasSize(1);
    assertThat(server.events(LegAnswered.class, phone.callId)).hasSize(1);
    assertThat(server.live(phone.callId).orElseThrow().codec()).isEqualTo("PCMU");
    phone.hangUp();
    assertThat(ended().reason()).isEqualTo(EndReason.REMOTE_HANGUP);
  }

  @Test
  void theEndIsOnRecordBeforeByeIsAnswered() throws Exception {
    phone.establish();
    List<Boolean> recordedFirst = new java.util.concurrent.CopyOnWriteArrayList<>();
    server.bus.subscribe(
        event -> {
          if (event instanceof io.carillon.core.event.DomainEvent.SipMessagePassed passed
              && !passed.inbound()
              && passed.message().contains("CSeq: " + phone.cseq + " BYE")) {
            recordedFirst.add(!server.events(LegEnded.class, phone.callId).isEmpty());
          }
        });

    phone.hangUp();

    await().untilAsserted(() -> assertThat(recordedFirst).containsExactly(true));
  }

  @Test
  void anInviteWithoutAnOfferGetsOursAndTheAnswerComesInTheAck() throws Exception {
    phone.send("INVITE", "");
    RawMessage ok = phone.response("INVITE");
    phone.enter(ok);
    assertThat(ok.body()).contains("opus/48000/2").contains("a=crypto:");

    phone.send("ACK", RawPhone.OFFER);

    server.handedOver(phone.callId);
    assertThat(server.media(phone.callId).plans.getLast().send().encodingName()).isEqualTo("PCMU");
    phone.hangUp();
    assertThat(ended().reason()).isEqualTo(EndReason.REMOTE_HANGUP);
  }

  @Test
  void anAckWithoutTheAnswerEndsTheCall() throws Exception {
    phone.send("INVITE", "");
    phone.enter(phone.response("INVITE"));

    phone.send("ACK", "");

    RawMessage bye = phone.request("BYE");
    assertThat(bye.header("Reason")).contains("SIP").contains("cause=400");
    phone.reply(bye, 200, "");
    assertThat(ended().reason()).isEqualTo(EndReason.PROTOCOL_ERROR);
    assertThat(server.taken(phone.callId)).isEmpty();
  }

  @Test
  void theAnswerIsRepeatedUntilItIsAcknowledged() throws Exception {
    phone.send("INVITE", RawPhone.OFFER);
    RawMessage first = phone.response("INVITE");
    RawMessage second = phone.response("INVITE");
    RawMessage third = phone.response("INVITE");
    assertThat(second).isEqualTo(first);
    assertThat(third).isEqualTo(first);

    phone.enter(first);
    phone.send("ACK", "");
    phone.send("ACK", "");

    server.handedOver(phone.callId);
    phone.hangUp();
    ended();
  }

  @Test
  void anAnswerThatIsNeverAcknowledgedEndsWithBye() throws Exception {
    phone.send("INVITE", RawPhone.OFFER);
    phone.enter(phone.response("INVITE"));

    RawMessage bye = phone.request("BYE");

    assertThat(bye.header("Reason")).contains("SIP;cause=408");
    phone.reply(bye, 200, "");
    assertThat(ended().reason()).isEqualTo(EndReason.NO_ACK);
  }

  @Test
  void byeMayComeBeforeTheAck() throws Exception {
    phone.send("INVITE", RawPhone.OFFER);
    phone.enter(phone.response("INVITE"));

    phone.hangUp();

    assertThat(ended().reason()).isEqualTo(EndReason.REMOTE_HANGUP);
    assertThat(server.taken(phone.callId)).isEmpty();
  }

  @Test
  void ourByeWaitsForTheAck() throws Exception {
    phone.send("INVITE", RawPhone.OFFER);
    phone.enter(phone.response("INVITE"));
    server.live(phone.callId).orElseThrow().leg().end(EndReason.OPERATOR);
    await().until(() -> server.events(LegEnded.class, phone.callId).size() == 1);

    phone.send("ACK", "");

    RawMessage bye = phone.request("BYE");
    assertThat(bye.header("Reason")).contains("Q.850;cause=16");
    phone.reply(bye, 200, "");
    assertThat(ended().reason()).isEqualTo(EndReason.OPERATOR);
  }

  @Test
  void aRequiredReliableProvisionalCarriesTheAnswer() throws Exception {
    phone.send("INVITE", RawPhone.OFFER, "Require: 100rel");
    RawMessage progress = phone.provisional(183);
    RawMessage repeated = phone.provisional(183);
    assertThat(repeated).isEqualTo(progress);
    assertThat(progress.header("Require")).isEqualTo("100rel");
    assertThat(Long.parseLong(progress.header("RSeq"))).isPositive();
    assertThat(progress.body()).contains("m=audio ");
    phone.enter(progress);
    int invite = phone.cseq;

    phone.send("PRACK", "", "RAck: " + progress.header("RSeq") + " " + invite + " INVITE");
    assertThat(phone.response("PRACK").status()).isEqualTo(200);
    int prack = phone.cseq;
    phone.cseq = invite;
    RawMessage ok = phone.response("INVITE");

    assertThat(ok.status()).isEqualTo(200);
    assertThat(ok.body()).isEmpty();
    phone.send("ACK", "");
    server.handedOver(phone.callId);
    phone.cseq = prack;
    phone.hangUp();
    ended();
  }

  @Test
  void aPrackMayBringTheNextOffer() throws Exception {
    phone.send("INVITE", RawPhone.OFFER, "Require: 100rel");
    RawMessage progress = phone.provisional(183);
    phone.enter(progress);
    int invite = phone.cseq;

    phone.send(
        "PRACK",
        RawPhone.offer("sendonly", 2),
        "RAck: " + progress.header("RSeq") + " " + invite + " INVITE");

    RawMessage answer = phone.response("PRACK");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("a=recvonly");
    assertThat(server.media(phone.callId).plans.getLast().direction())
        .isEqualTo(MediaDirection.RECVONLY);
  }

  @Test
  void aPrackThatMatchesNothingIsRefused() throws Exception {
    phone.send("INVITE", RawPhone.OFFER, "Require: 100rel");
    RawMessage progress = phone.provisional(183);
    phone.enter(progress);
    long wrong = Long.parseLong(progress.header("RSeq")) + 1;

    phone.send("PRACK", "", "RAck: " + wrong + " 2 INVITE");

    assertThat(phone.response("PRACK").status()).isEqualTo(481);
  }

  @Test
  void withoutAPrackTheCallIsRefused() throws Exception {
    phone.send("INVITE", RawPhone.OFFER, "Require: 100rel");

    RawMessage refused = phone.response("INVITE");

    assertThat(refused.status()).isEqualTo(504);
    assertThat(ended().statusCode()).isEqualTo(504);
  }

  @Test
  void aCancelledCallEndsWith487() throws Exception {
    phone.send("INVITE", RawPhone.OFFER, "Require: 100rel");
    phone.provisional(183);

    phone.send("CANCEL", "");

    assertThat(phone.response("CANCEL").status()).isEqualTo(200);
    assertThat(phone.response("INVITE").status()).isEqualTo(487);
    LegEnded ended = ended();
    assertThat(ended.reason()).isEqualTo(EndReason.CANCELLED);
    assertThat(ended.statusCode()).isEqualTo(487);
  }

  @Test
  void aCancelAfterTheAnswerChangesNothing() throws Exception {
    phone.send("INVITE", RawPhone.OFFER);
    RawMessage ok = phone.response("INVITE");

    phone.send("CANCEL", "");

    assertThat(phone.response("CANCEL").status()).isEqualTo(200);
    phone.enter(ok);
    phone.send("ACK", "");
    server.handedOver(phone.callId);
  }

  @Test
  void aCancelOfNothingIsRefused() throws Exception {
    phone.send("CANCEL", "");

    assertThat(phone.response("CANCEL").status()).isEqualTo(481);
  }

  @Test
  void anOfferWithNothingInCommonIsRefusedWithAWarning() throws Exception {
    phone.send("INVITE", RawPhone.OFFER.replace("RTP/AVP 0 101", "RTP/AVP 18"));

    RawMessage refused = phone.response("INVITE");

    assertThat(refused.status()).isEqualTo(488);
    assertThat(refused.header("Warning")).startsWith("3");
    assertThat(ended().reason()).isEqualTo(EndReason.NO_COMMON_MEDIA);
  }

  @Test
  void malformedSdpIsRefusedWithItsLine() throws Exception {
    phone.send("INVITE", RawPhone.OFFER.replace("m=audio 40000", "m=audio many"));

    RawMessage refused = phone.response("INVITE");

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.header("Warning")).contains("399").contains("line 6");
    assertThat(ended().reason()).isEqualTo(EndReason.PROTOCOL_ERROR);
  }

  @Test
  void theDialPlanRefuses() throws Exception {
    phone.target = "sip:anybody@elsewhere.test";
    phone.send("INVITE", RawPhone.OFFER);
    assertThat(phone.response("INVITE").status()).isEqualTo(404);
    assertThat(ended().reason()).isEqualTo(EndReason.UNKNOWN_DESTINATION);
  }

  @Test
  void whereTheDestinationIsUnknownUsedUpHopsAreSaid() throws Exception {
    phone.target = "sip:anybody@elsewhere.test";
    phone.send("INVITE", RawPhone.OFFER, "Max-Forwards: 0");
    assertThat(phone.response("INVITE").status()).isEqualTo(483);
  }

  @Test
  void busyIs486() throws Exception {
    phone.target = "sip:busy@known.test";
    phone.send("INVITE", RawPhone.OFFER);
    RawMessage refused = phone.response("INVITE");
    assertThat(refused.status()).isEqualTo(486);
    assertThat(refused.header("Warning")).contains("somebody is talking");
  }

  @Test
  void withoutPortsThereIsNoCall() throws Exception {
    server.sockets().full = true;
    RawMessage refused;
    try {
      phone.send("INVITE", RawPhone.OFFER);
      refused = phone.response("INVITE");
    } finally {
      server.sockets().full = false;
    }

    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.header("Retry-After")).isEqualTo("10");
    assertThat(ended().reason()).isEqualTo(EndReason.OVERLOAD);
  }

  @Test
  void theSameCallByAnotherWayIsMerged() throws Exception {
    phone.send("INVITE", RawPhone.OFFER);
    phone.enter(phone.response("INVITE"));
    phone.toTag = "";

    phone.sendWithCseq("INVITE", phone.cseq, RawPhone.OFFER);

    assertThat(phone.response("INVITE").status()).as("first way").isIn(200, 482);
    await()
        .untilAsserted(
            () ->
                assertThat(server.events(io.carillon.core.event.DomainEvent.SipMessagePassed.class))
                    .anyMatch(passed -> passed.message().startsWith("SIP/2.0 482")));
    assertThat(server.events(LegStarted.class, phone.callId)).hasSize(1);
  }

  @Test
  void aLegWhoseMediaStopsIsEnded() throws Exception {
    phone.establish();
    server.handedOver(phone.callId);

    server.media(phone.callId).timeout.run();

    phone.reply(phone.request("BYE"), 200, "");
    assertThat(ended().reason()).isEqualTo(EndReason.MEDIA_TIMEOUT);
  }

  @Test
  void aCallWhoseMediaFailsToCloseLeavesNothingBehind() throws Exception {
    phone.establish();
    server.handedOver(phone.callId);
    server.media(phone.callId).closing =
        () -> {
          throw new IllegalStateException("a defect for this test");
        };

    phone.hangUp();

    assertThat(ended().reason()).isEqualTo(EndReason.REMOTE_HANGUP);
    server.media(phone.callId).closing = () -> {};
  }

  @Test
  void messagesAreLoggedUnderTheConnectorOfTheirCall() throws IOException {
    phone.establish();
    phone.hangUp();
    ended();

    assertThat(server.events(io.carillon.core.event.DomainEvent.SipMessagePassed.class))
        .filteredOn(
            passed ->
                passed.callId().equals(phone.callId)
                    && (passed.message().contains(" BYE") || !passed.inbound()))
        .isNotEmpty()
        .allMatch(passed -> passed.voiceConnectorId().equals(TestServer.CONNECTOR));
  }
}
