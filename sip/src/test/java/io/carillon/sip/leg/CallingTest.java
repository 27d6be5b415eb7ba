package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.event.DomainEvent.LegAnswered;
import io.carillon.core.event.DomainEvent.SipMessagePassed;
import io.carillon.sip.dialog.SipTimings;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls we place, message by message over real sockets. */
class CallingTest {
  private static TestServer server;
  private RawPhone phone;
  private final List<Leg> answered = new CopyOnWriteArrayList<>();
  private Leg leg;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(TestServer.settings());
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

  private OutgoingCall call() {
    return OutgoingCall.of(
        "sip:phone@127.0.0.1:" + phone.address().getPort(),
        phone.hop(),
        "1234567890",
        TestServer.CONNECTOR,
        "us-east-1");
  }

  private RawMessage place(OutgoingCall call) throws Exception {
    leg = server.sip.calls().call(call, answered::add);
    RawMessage invite = phone.request("INVITE");
    phone.adopt(invite);
    return invite;
  }

  private EndReason ended() {
    return server.ended(leg.info().callId()).reason();
  }

  @Test
  void aCallIsPlacedAnsweredAndHungUp() throws Exception {
    RawMessage invite = place(call());
    assertThat(invite.header("Supported")).contains("timer").contains("100rel");
    assertThat(invite.header("Session-Expires")).isEqualTo("1800");
    assertThat(invite.body()).contains("m=audio ").contains("RTP/AVP").contains("a=crypto:");
    assertThat(leg.info().direction()).isEqualTo(CallDirection.OUTBOUND);

    phone.reply(invite, 180, "");
    phone.reply(invite, 200, RawPhone.OFFER);
    phone.request("ACK");

    await().until(() -> answered.size() == 1);
    assertThat(server.events(LegAnswered.class, phone.callId)).hasSize(1);
    leg.end(EndReason.MEETING_ENDED);
    RawMessage bye = phone.request("BYE");
    assertThat(bye.header("Reason")).contains("meeting was ended");
    phone.reply(bye, 200, "");
    assertThat(ended()).isEqualTo(EndReason.MEETING_ENDED);
  }

  @Test
  void theFarEndHangsUp() throws Exception {
    RawMessage invite = place(call());
    phone.reply(invite, 200, RawPhone.OFFER);
    phone.request("ACK");

    phone.hangUp();

    assertThat(ended()).isEqualTo(EndReason.REMOTE_HANGUP);
  }

  @Test
  void aLostAckIsSentAgain() throws Exception {
    RawMessage invite = place(call());
    phone.reply(invite, 200, RawPhone.OFFER);
    phone.request("ACK");
    phone.reply(invite, 200, RawPhone.OFFER);
    phone.request("ACK");

    await().until(() -> answered.size() == 1);
    phone.hangUp();
    ended();
    assertThat(answered).hasSize(1);
  }

  @Test
  void reliableProvisionalResponsesAreAcknowledgedOnce() throws Exception {
    RawMessage invite = place(call());
    String[] reliable = {"Require: 100rel", "RSeq: 7"};

    phone.reply(invite, 183, RawPhone.OFFER, reliable);
    RawMessage prack = phone.request("PRACK");
    assertThat(prack.header("RAck")).isEqualTo("7 " + cseq(invite) + " INVITE");
    phone.reply(prack, 200, "");
    phone.reply(invite, 183, RawPhone.OFFER, reliable);
    phone.reply(invite, 180, "", "Require: 100rel", "RSeq: 8");
    RawMessage second = phone.request("PRACK");
    assertThat(second.header("RAck")).startsWith("8 ");
    phone.reply(second, 200, "");
    phone.reply(invite, 200, "");
    phone.request("ACK");

    await().until(() -> answered.size() == 1);
    phone.hangUp();
    ended();
  }

  private static String cseq(RawMessage message) {
    return message.header("CSeq").split(" ")[0];
  }

  @Test
  void anotherForkThatAnswersIsHungUp() throws Exception {
    RawMessage invite = place(call());
    phone.reply(invite, 200, RawPhone.OFFER);
    phone.request("ACK");
    await().until(() -> answered.size() == 1);

    phone.reply(invite, 200, RawPhone.OFFER, "X-Tag: fork");

    assertThat(phone.request("ACK").toTag()).hasValue("fork");
    RawMessage bye = phone.request("BYE");
    assertThat(bye.toTag()).hasValue("fork");
    phone.reply(bye, 200, "");
    phone.hangUp();
    assertThat(ended()).isEqualTo(EndReason.REMOTE_HANGUP);
  }

  @ParameterizedTest
  @CsvSource({
    "404, UNKNOWN_DESTINATION",
    "480, NO_ANSWER",
    "486, BUSY",
    "488, NO_COMMON_MEDIA",
    "603, DECLINED",
    "503, OVERLOAD",
    "403, NOT_ALLOWED"
  })
  void aRefusalSaysWhy(int status, EndReason reason) throws Exception {
    RawMessage invite = place(call());

    phone.reply(invite, status, "");

    phone.request("ACK");
    assertThat(ended()).isEqualTo(reason);
    assertThat(server.ended(phone.callId).statusCode()).isEqualTo(status);
    assertThat(answered).isEmpty();
  }

  @Test
  void aCallThatRingsIsCancelled() throws Exception {
    RawMessage invite = place(call());
    phone.reply(invite, 180, "");
    await().until(() -> server.live(phone.callId).orElseThrow().state().equals("PROCEEDING"));

    leg.end(EndReason.OPERATOR);

    RawMessage cancel = phone.request("CANCEL");
    phone.reply(cancel, 200, "");
    phone.reply(invite, 487, "");
    phone.request("ACK");
    assertThat(ended()).isEqualTo(EndReason.OPERATOR);
  }

  @Test
  void cancelWaitsForTheFirstResponse() throws Exception {
    RawMessage invite = place(call());
    leg.end(EndReason.OPERATOR);
    await().until(() -> server.live(phone.callId).orElseThrow().state().equals("GIVING_UP"));

    phone.reply(invite, 180, "");

    RawMessage cancel = phone.request("CANCEL");
    phone.reply(cancel, 200, "");
    phone.reply(invite, 487, "");
    assertThat(ended()).isEqualTo(EndReason.OPERATOR);
  }

  @Test
  void anAnswerThatCrossesTheCancelIsHungUp() throws Exception {
    RawMessage invite = place(call());
    phone.reply(invite, 180, "");
    await().until(() -> server.live(phone.callId).orElseThrow().state().equals("PROCEEDING"));
    leg.end(EndReason.OPERATOR);
    phone.reply(phone.request("CANCEL"), 200, "");

    phone.reply(invite, 200, RawPhone.OFFER);

    phone.request("ACK");
    phone.reply(phone.request("BYE"), 200, "");
    assertThat(ended()).isEqualTo(EndReason.OPERATOR);
    assertThat(answered).isEmpty();
  }

  @Test
  void aCallGivenUpWhileItWaitsAfterGlareDoesNotRing() throws Exception {
    RawMessage invite = place(call());
    phone.reply(invite, 180, "");
    phone.reply(invite, 491, "");
    phone.request("ACK");
    // What comes after the 491 is answered after it was handled.
    phone.send("OPTIONS", "");
    assertThat(phone.response("OPTIONS").status()).isEqualTo(200);

    leg.end(EndReason.OPERATOR);

    assertThat(ended()).isEqualTo(EndReason.OPERATOR);
    assertThat(sentSince(invite)).noneMatch(text -> text.startsWith("INVITE"));
    assertThat(sentSince(invite)).noneMatch(text -> text.startsWith("CANCEL"));
  }

  /** What we have sent in that call after its first message. */
  private List<String> sentSince(RawMessage first) {
    return server.events(SipMessagePassed.class).stream()
        .filter(passed -> passed.callId().equals(first.header("Call-ID")) && !passed.inbound())
        .map(SipMessagePassed::message)
        .filter(text -> !text.contains("CSeq: " + first.header("CSeq") + "\r\n"))
        .toList();
  }

  @Test
  void aCallThatIsTriedAgainIsCancelledWhenTheSecondInviteRings() throws Exception {
    RawMessage first = place(call().withCredentials("room", "secret"));
    phone.reply(first, 100, "");
    await().until(() -> server.live(phone.callId).orElseThrow().state().equals("PROCEEDING"));
    phone.reply(first, 407, "", "Proxy-Authenticate: Digest realm=\"a\",nonce=\"n1\"");
    phone.request("ACK");
    RawMessage second = phone.request("INVITE");

    leg.end(EndReason.OPERATOR);
    await().until(() -> server.live(phone.callId).orElseThrow().state().equals("CANCELLING"));
    assertThat(sentSince(first)).noneMatch(text -> text.startsWith("CANCEL"));
    phone.reply(second, 180, "");

    RawMessage cancel = phone.request("CANCEL");
    assertThat(cseq(cancel)).isEqualTo(cseq(second));
    phone.reply(cancel, 200, "");
    phone.reply(second, 487, "");
    assertThat(ended()).isEqualTo(EndReason.OPERATOR);
  }

  @Test
  void anAnswerThatComesAfterWeStoppedWaitingIsHungUp() throws Exception {
    SipTimings quick = new SipTimings(Duration.ofMillis(10), Duration.ofMillis(80));
    try (TestServer hasty = TestServer.start(TestServer.settings().withTimings(quick));
        RawPhone slow = new RawPhone(hasty.address(SipTransport.UDP))) {
      Leg placed =
          hasty
              .sip
              .calls()
              .call(
                  OutgoingCall.of(
                      "sip:phone@127.0.0.1:" + slow.address().getPort(),
                      slow.hop(),
                      "1234567890",
                      TestServer.CONNECTOR,
                      "us-east-1"),
                  answered::add);
      RawMessage invite = slow.request("INVITE");
      slow.adopt(invite);
      slow.reply(invite, 180, "");
      await().until(() -> hasty.live(slow.callId).orElseThrow().state().equals("PROCEEDING"));
      placed.end(EndReason.OPERATOR);
      slow.reply(slow.request("CANCEL"), 200, "");
      assertThat(hasty.ended(slow.callId).reason()).isEqualTo(EndReason.OPERATOR);

      slow.reply(invite, 200, RawPhone.OFFER);

      slow.request("ACK");
      slow.reply(slow.request("BYE"), 200, "");
    }
  }

  @Test
  void aCallThatCannotBePlacedKeepsNoRoom() throws Exception {
    try (TestServer small = TestServer.start(TestServer.settings().withLimits(1, 1, 100))) {
      OutgoingCall impossible =
          OutgoingCall.of(
              "sip:a@127.0.0.1", new SipHop(phone.address(), SipTransport.TLS), "x", "c", "r");
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> small.sip.calls().call(impossible, answered::add))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("no listener for TLS");
      }
    }
  }

  @Test
  void nobodyAnswers() throws Exception {
    RawMessage invite = place(call().withPatience(Duration.ofMillis(200)));
    phone.reply(invite, 180, "");

    phone.reply(phone.request("CANCEL"), 200, "");
    phone.reply(invite, 487, "");

    assertThat(ended()).isEqualTo(EndReason.NO_ANSWER);
  }

  @Test
  void aDigestChallengeIsAnswered() throws Exception {
    RawMessage first = place(call().withCredentials("room", "secret"));
    phone.reply(
        first,
        401,
        "",
        "WWW-Authenticate: Digest realm=\"a\",nonce=\"n1\",algorithm=MD5,qop=\"auth\"",
        "WWW-Authenticate: Digest realm=\"a\",nonce=\"n2\",algorithm=SHA-256,qop=\"auth\"");
    phone.request("ACK");

    RawMessage second = phone.request("INVITE");
    assertThat(second.header("Authorization")).contains("SHA-256").contains("nc=00000001");
    assertThat(Long.parseLong(cseq(second))).isEqualTo(Long.parseLong(cseq(first)) + 1);
    phone.reply(second, 401, "", "WWW-Authenticate: Digest realm=\"a\",nonce=\"n2\"");

    assertThat(ended()).isEqualTo(EndReason.NOT_ALLOWED);
  }

  @Test
  void aLongerSessionIsProposedWhenAsked() throws Exception {
    RawMessage first = place(call());
    phone.reply(first, 422, "", "Min-SE: 3600");

    RawMessage second = phone.request("INVITE");
    assertThat(second.header("Session-Expires")).isEqualTo("3600");
    assertThat(second.header("Min-SE")).isEqualTo("3600");
    phone.reply(second, 486, "");
    assertThat(ended()).isEqualTo(EndReason.BUSY);
  }

  @Test
  void anAnswerWithoutSdpIsHungUp() throws Exception {
    RawMessage invite = place(call());
    phone.reply(invite, 200, "");

    phone.request("ACK");
    RawMessage bye = phone.request("BYE");
    assertThat(bye.header("Reason")).contains("SIP;cause=400");
    phone.reply(bye, 200, "");
    assertThat(ended()).isEqualTo(EndReason.PROTOCOL_ERROR);
  }

  @Test
  void twoServersOfOursTalk() throws Exception {
    try (TestServer other = TestServer.start(TestServer.settings())) {
      leg =
          server
              .sip
              .calls()
              .call(
                  OutgoingCall.of(
                      "sip:0123456789@known.test",
                      other.hop(SipTransport.TCP),
                      "room",
                      TestServer.CONNECTOR,
                      "us-east-1"),
                  answered::add);
      await().until(() -> answered.size() == 1);
      Leg theirs = other.handedOver(leg.info().callId());
      assertThat(theirs.info().toUser()).isEqualTo("0123456789");
      assertThat(other.live(leg.info().callId()).orElseThrow().codec()).isEqualTo("opus");

      theirs.end(EndReason.MEETING_ENDED);

      assertThat(ended()).isEqualTo(EndReason.REMOTE_HANGUP);
      assertThat(other.ended(leg.info().callId()).reason()).isEqualTo(EndReason.MEETING_ENDED);
    }
  }
}
