package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegRole;
import io.carillon.core.event.DomainEvent.LegEnded;
import io.carillon.core.event.DomainEvent.LegStarted;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.PayloadFormat;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.SipTimings;
import io.carillon.sip.sdp.SrtpPolicy;
import io.carillon.sip.transport.SipTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Incoming calls that somebody answers later, message by message. T1 is 50 ms. */
class WaitingCallTest {
  private static final List<HeaderLine> NONE = List.of();

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
    phone.target = "sip:wait@127.0.0.1:" + server.address(SipTransport.UDP).getPort();
  }

  @AfterEach
  void putDown() {
    phone.close();
  }

  private PendingCall call(String body, String... headers) throws Exception {
    phone.send("INVITE", body, headers);
    return server.nextWaiting();
  }

  private LegEnded ended() {
    return server.ended(phone.callId);
  }

  @Test
  void aCallIsToldHowItGoesAndAnswered() throws Exception {
    PendingCall call = call(RawPhone.OFFER, "P-Asserted-Identity: <sip:+15551@127.0.0.1>");
    phone.provisional(100);
    assertThat(call.leg().info().role()).isEqualTo(LegRole.CUSTOMER);
    assertThat(call.call().requestUri().user()).isEqualTo("wait");
    assertThat(call.call().header("p-asserted-identity")).contains("<sip:+15551@127.0.0.1>");
    assertThat(call.call().offer().orElseThrow().formats().getFirst().encodingName())
        .isEqualTo("PCMU");
    assertThat(call.leg().audio()).isNotNull();

    call.provisional(180, List.of(new HeaderLine("Alert-Info", "<urn:alert:service:normal>")));
    RawMessage ringing = phone.provisional(180);
    call.provisional(182, NONE);
    phone.provisional(182);
    call.answer(List.of(new HeaderLine("X-Carried", "yes")), MediaTerms.OURS);

    RawMessage ok = phone.answer();
    assertThat(ringing.header("Alert-Info")).contains("normal");
    assertThat(ringing.body()).isEmpty();
    assertThat(ok.header("X-Carried")).isEqualTo("yes");
    assertThat(ok.header("Allow")).contains("REFER");
    assertThat(ok.header("Supported")).contains("replaces");
    assertThat(ok.body()).contains("RTP/AVP 0 101");
    phone.enter(ok);
    phone.acknowledge("");
    await().until(call.leg()::established);
    phone.hangUp();
    assertThat(ended().reason()).isEqualTo(EndReason.REMOTE_HANGUP);
  }

  @Test
  void earlyMediaIsReliableWhereTheCallerCan() throws Exception {
    PendingCall call = call(RawPhone.OFFER, "Supported: 100rel");

    call.provisional(180, NONE);
    call.provisional(183, NONE, MediaTerms.OURS);
    call.provisional(180, NONE);
    RawMessage ringing = phone.provisional(180);
    RawMessage early = phone.provisional(183);
    phone.enter(early);
    call.answer(NONE, MediaTerms.OURS);

    assertThat(ringing.header("RSeq")).isEmpty();
    assertThat(early.header("Require")).isEqualTo("100rel");
    assertThat(early.body()).contains("m=audio ");
    assertThat(server.media(phone.callId).plans).hasSize(1);
    assertThat(phone.prack(early, "").status()).isEqualTo(200);
    RawMessage ok = phone.answer();
    assertThat(ok.body()).isEmpty();
    phone.acknowledge("");
    phone.hangUp();
    ended();
  }

  @Test
  void reliableOnesFollowOneAnother() throws Exception {
    PendingCall call = call(RawPhone.OFFER, "Require: 100rel");
    call.provisional(180, NONE);
    call.provisional(183, NONE, MediaTerms.OURS);

    RawMessage first = phone.provisional(180);
    phone.enter(first);
    RawMessage again = phone.provisional(180);
    assertThat(again).isEqualTo(first); // the second waits for the PRACK
    phone.prack(first, "");
    RawMessage second = phone.provisional(183);

    assertThat(Long.parseLong(second.header("RSeq")))
        .isEqualTo(Long.parseLong(first.header("RSeq")) + 1);
    phone.prack(second, "");
    call.refuse(Refusal.of(EndReason.BUSY, ""));
    assertThat(phone.answer().status()).isEqualTo(486);
  }

  @Test
  void silenceEndsNoCallBeforeItsAnswer() throws Exception {
    PendingCall call = call(RawPhone.OFFER);
    call.provisional(183, NONE, MediaTerms.OURS);
    phone.provisional(183);

    server.media(phone.callId).timeout.run();
    call.answer(NONE, MediaTerms.OURS);
    phone.enter(phone.answer());
    phone.acknowledge("");
    await().until(call.leg()::established);
    server.media(phone.callId).timeout.run();

    phone.reply(phone.request("BYE"), 200, "");
    assertThat(ended().reason()).isEqualTo(EndReason.MEDIA_TIMEOUT);
  }

  @Test
  void withoutReliableResponsesTheSameAnswerIsRepeated() throws Exception {
    PendingCall call = call(RawPhone.OFFER);

    call.provisional(183, NONE, MediaTerms.OURS);
    RawMessage early = phone.provisional(183);
    call.answer(NONE, MediaTerms.OURS.withDirection(MediaDirection.INACTIVE));
    RawMessage ok = phone.answer();

    assertThat(early.header("RSeq")).isEmpty();
    assertThat(early.body()).contains("m=audio ");
    assertThat(ok.body()).isEqualTo(early.body());
    phone.enter(ok);
    phone.acknowledge("");
    phone.hangUp();
    ended();
  }

  @Test
  void ourOfferGoesOutReliablyAndIsAnsweredInThePrack() throws Exception {
    PendingCall call = call("", "Supported: 100rel");
    assertThat(call.call().offer()).isEmpty();

    call.provisional(183, NONE, MediaTerms.OURS);
    RawMessage early = phone.provisional(183);
    phone.enter(early);
    assertThat(early.body()).contains("opus/48000/2");
    phone.prack(early, RawPhone.OFFER);
    await().until(() -> call.leg().agreedMedia().isPresent());
    call.answer(NONE, MediaTerms.OURS);

    assertThat(phone.answer().body()).isEmpty();
    phone.acknowledge("");
    await().until(call.leg()::established);
    assertThat(call.leg().agreedMedia().orElseThrow().codec().encodingName()).isEqualTo("PCMU");
    phone.hangUp();
  }

  @Test
  void ourOfferWaitsForTheAnswerWhereTheCallerCannotConfirm() throws Exception {
    PendingCall call = call("");

    call.provisional(183, NONE, MediaTerms.OURS);
    assertThat(phone.provisional(183).body()).isEmpty();
    call.answer(
        NONE, MediaTerms.OURS.withPreferred(List.of(new PayloadFormat("PCMA", 8000, 1, ""))));

    RawMessage ok = phone.answer();
    assertThat(ok.body()).containsPattern("m=audio \\d+ RTP/AVP 8 ");
    phone.enter(ok);
    phone.acknowledge(RawPhone.OFFER);
    await().until(call.leg()::established);
    phone.hangUp();
  }

  @Test
  void theCodecOfTheOtherLegIsPreferred() throws Exception {
    String offer =
        RawPhone.OFFER
            .replace("RTP/AVP 0 101", "RTP/AVP 0 8 101")
            .replace("a=sendrecv", "a=rtpmap:8 PCMA/8000\r\na=sendrecv");
    PendingCall call = call(offer);

    call.answer(
        NONE, MediaTerms.OURS.withPreferred(List.of(new PayloadFormat("pcma", 8000, 1, ""))));

    RawMessage ok = phone.answer();
    assertThat(ok.body()).contains("RTP/AVP 8 101");
    phone.enter(ok);
    phone.acknowledge("");
    phone.hangUp();
  }

  @Test
  void aRefusalSaysWhatTheOtherSideSaid() throws Exception {
    PendingCall call = call(RawPhone.OFFER);

    call.refuse(
        Refusal.of(302, EndReason.UNKNOWN_DESTINATION, "")
            .with("Contact", "<sip:elsewhere@127.0.0.1>")
            .with("Reason", "Q.850;cause=1"));
    call.answer(NONE, MediaTerms.OURS);

    RawMessage refused = phone.answer();
    assertThat(refused.status()).isEqualTo(302);
    assertThat(refused.header("Contact")).contains("elsewhere");
    assertThat(refused.header("Reason")).contains("cause=1");
    assertThat(ended().statusCode()).isEqualTo(302);
  }

  @Test
  void aCancelReachesWhoDecides() throws Exception {
    PendingCall call = call(RawPhone.OFFER);
    List<PendingCall.Cancellation> told = new CopyOnWriteArrayList<>();
    call.onCancelled(told::add);

    phone.send("CANCEL", "", "Reason: SIP;cause=200;text=\"Call completed elsewhere\"");

    assertThat(phone.response("CANCEL").status()).isEqualTo(200);
    assertThat(phone.answer().status()).isEqualTo(487);
    await().until(() -> told.size() == 1);
    assertThat(told.getFirst().reason()).isEqualTo(EndReason.CANCELLED);
    assertThat(told.getFirst().headers().getFirst().value()).contains("cause=200");
    call.answer(NONE, MediaTerms.OURS);
    call.provisional(180, NONE);
    assertThat(ended().reason()).isEqualTo(EndReason.CANCELLED);
  }

  @Test
  void whoAsksLateIsToldOfTheCancelAtOnce() throws Exception {
    PendingCall call = call(RawPhone.OFFER);
    phone.send("CANCEL", "");
    ended();

    List<PendingCall.Cancellation> told = new CopyOnWriteArrayList<>();
    call.onCancelled(told::add);

    await().until(() -> told.size() == 1);
  }

  @Test
  void answerAndCancelAtOnceGiveExactlyOneOutcome() throws Exception {
    for (int round = 0; round < 20; round++) {
      try (RawPhone caller = new RawPhone(server.address(SipTransport.UDP))) {
        caller.target = phone.target;
        caller.send("INVITE", RawPhone.OFFER);
        PendingCall call = server.nextWaiting();
        caller.provisional(100);

        call.answer(NONE, MediaTerms.OURS);
        caller.send("CANCEL", "");

        RawMessage outcome = caller.answer();
        assertThat(outcome.status()).isIn(200, 487);
        if (outcome.status() == 200) {
          caller.enter(outcome);
          caller.acknowledge("");
          caller.hangUp();
        }
        EndReason reason = server.ended(caller.callId).reason();
        assertThat(reason)
            .isEqualTo(outcome.status() == 200 ? EndReason.REMOTE_HANGUP : EndReason.CANCELLED);
      }
    }
  }

  @Test
  void anUpdateChangesEarlyMedia() throws Exception {
    PendingCall call = call(RawPhone.OFFER, "Supported: 100rel");
    call.provisional(183, NONE, MediaTerms.OURS);
    RawMessage early = phone.provisional(183);
    phone.enter(early);
    phone.prack(early, "");

    phone.send("UPDATE", RawPhone.offer("sendonly", 2));

    RawMessage updated = phone.response("UPDATE");
    assertThat(updated.status()).isEqualTo(200);
    assertThat(updated.body()).contains("a=recvonly");
    call.answer(NONE, MediaTerms.OURS);
    assertThat(phone.answer().body()).isEmpty();
    phone.acknowledge("");
    phone.hangUp();
  }

  @Test
  void ourUpdateChangesEarlyMedia() throws Exception {
    PendingCall call = call(RawPhone.OFFER, "Supported: 100rel", "Allow: INVITE, ACK, UPDATE");
    call.provisional(183, NONE, MediaTerms.OURS);
    RawMessage early = phone.provisional(183);
    phone.enter(early);
    phone.prack(early, "");
    List<OfferOutcome> outcomes = new CopyOnWriteArrayList<>();

    call.leg().offer(MediaTerms.OURS.withDirection(MediaDirection.SENDONLY), outcomes::add);
    RawMessage update = phone.request("UPDATE");
    assertThat(update.body()).contains("a=sendonly");
    phone.reply(update, 200, RawPhone.offer("recvonly", 2));

    await().until(() -> outcomes.size() == 1);
    assertThat(outcomes.getFirst()).isInstanceOf(OfferOutcome.Agreed.class);
    call.leg().end(EndReason.OPERATOR);
    assertThat(phone.answer().status()).isEqualTo(480);
  }

  @Test
  void whatCannotBeAnsweredIsNotHandedUp() throws Exception {
    List<String> given = new CopyOnWriteArrayList<>();
    PendingHandler handler =
        new PendingHandler() {
          @Override
          public void pending(PendingCall call) {
            given.add("call");
          }

          @Override
          public void unanswerable() {
            given.add("room");
          }
        };
    Decision encrypted =
        new Decision.Pending(
            "us-east-1",
            TestServer.CONNECTOR,
            LegRole.REMOTE,
            Optional.of(SrtpPolicy.REQUIRED),
            handler);
    var before = server.decide;
    server.decide = call -> Optional.of(encrypted);

    phone.send("INVITE", RawPhone.OFFER);
    RawMessage refused = phone.answer();
    server.decide = before;

    assertThat(refused.status()).isEqualTo(488);
    assertThat(refused.header("Warning")).contains("SRTP is required");
    await().untilAsserted(() -> assertThat(given).containsExactly("room"));
    ended();
  }

  @Test
  void whoIsTurnedAwayLeavesNoRecord() throws Exception {
    var before = server.decide;
    server.decide =
        call ->
            Optional.of(
                new Decision.TurnAway(
                    Refusal.of(401, EndReason.NOT_ALLOWED, "")
                        .with("WWW-Authenticate", "Digest realm=\"a, b\", nonce=\"n\"")
                        .with("WWW-Authenticate", "Digest realm=\"c\", nonce=\"m\"")));

    phone.send("INVITE", RawPhone.OFFER);
    RawMessage challenge = phone.answer();
    server.decide = before;

    assertThat(challenge.status()).isEqualTo(401);
    assertThat(challenge.header("WWW-Authenticate"))
        .contains("realm=\"a, b\"")
        .contains("realm=\"c\"");
    assertThat(server.events(LegStarted.class, phone.callId)).isEmpty();
    assertThat(server.live(phone.callId)).isEmpty();
    PendingCall again = call(RawPhone.OFFER); // the same caller, with credentials
    again.refuse(Refusal.of(EndReason.BUSY, ""));
    assertThat(phone.answer().status()).isEqualTo(486);
  }

  @Test
  void onlyACallThatWaitsMayReplaceAnother() throws Exception {
    String replaces = "Replaces: other@host;to-tag=1;from-tag=2";
    PendingCall call = call(RawPhone.OFFER, "Require: replaces", replaces);
    assertThat(call.call().replaces()).contains(new Replaces("other@host", "1", "2", false));
    call.refuse(Refusal.of(481, EndReason.PROTOCOL_ERROR, ""));
    assertThat(phone.answer().status()).isEqualTo(481);

    try (RawPhone other = new RawPhone(server.address(SipTransport.UDP))) {
      other.send("INVITE", RawPhone.OFFER, "Require: replaces", replaces);
      RawMessage refused = other.answer();
      assertThat(refused.status()).isEqualTo(420);
      assertThat(refused.header("Unsupported")).isEqualTo("replaces");
    }
  }

  @Test
  void withoutAPrackTheCallIsRefusedAndToldSo() throws Exception {
    PendingCall call = call(RawPhone.OFFER, "Require: 100rel");
    List<PendingCall.Cancellation> told = new CopyOnWriteArrayList<>();
    call.onCancelled(told::add);

    call.provisional(180, NONE);

    assertThat(phone.answer().status()).isEqualTo(504);
    await().until(() -> told.size() == 1);
    assertThat(told.getFirst().reason()).isEqualTo(EndReason.NO_ACK);
  }
}
