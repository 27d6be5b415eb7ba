package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegRole;
import io.carillon.media.session.PayloadFormat;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.SipTimings;
import io.carillon.sip.sdp.SrtpPolicy;
import io.carillon.sip.transport.SipTransport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls we place and hear about, message by message. T1 is 50 ms. */
class ListenedCallTest {
  private static TestServer server;
  private RawPhone phone;
  private SipCall leg;
  private final Heard heard = new Heard();

  /** Keeps what it is told. */
  private static final class Heard implements OutgoingListener {
    final List<Progress> progress = new CopyOnWriteArrayList<>();
    final List<Answer> answers = new CopyOnWriteArrayList<>();
    final List<Failure> failures = new CopyOnWriteArrayList<>();

    @Override
    public void progress(SipCall leg, Progress told) {
      progress.add(told);
    }

    @Override
    public void answered(SipCall leg, Answer told) {
      answers.add(told);
    }

    @Override
    public void failed(SipCall leg, Failure told) {
      failures.add(told);
    }
  }

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

  private OutgoingCall call() {
    return OutgoingCall.of(
        "sip:phone@127.0.0.1:" + phone.address().getPort(),
        phone.hop(),
        "1234567890",
        TestServer.CONNECTOR,
        "us-east-1");
  }

  private static OutgoingCall.Details details(
      MediaTerms media, List<HeaderLine> headers, Duration firstResponse) {
    return new OutgoingCall.Details(
        "sip:called@example.test",
        "Called Party",
        headers,
        media,
        9,
        firstResponse,
        LegRole.REMOTE,
        "transaction-of-the-call");
  }

  private RawMessage place(OutgoingCall call) throws Exception {
    leg = server.sip.calls().call(call, heard);
    RawMessage invite = phone.request("INVITE");
    phone.adopt(invite);
    return invite;
  }

  private OutgoingListener.Failure failure() {
    await().until(() -> heard.failures.size() == 1);
    assertThat(leg.ended().toCompletableFuture()).isCompleted();
    server.ended(leg.info().callId());
    return heard.failures.getFirst();
  }

  @Test
  void theInviteSaysWhatItIsTold() throws Exception {
    RawMessage invite =
        place(
            call()
                .withDetails(
                    details(
                        MediaTerms.OURS
                            .withSrtp(SrtpPolicy.OFF)
                            .withPreferred(
                                List.of(
                                    new PayloadFormat("PCMA", 8000, 1, ""),
                                    new PayloadFormat("G729", 8000, 1, ""),
                                    new PayloadFormat("PCMU", 8000, 1, ""))),
                        List.of(
                            new HeaderLine("P-Asserted-Identity", "<sip:+15551@127.0.0.1>"),
                            new HeaderLine("Diversion", "<sip:one@a.test>;reason=busy"),
                            new HeaderLine("Diversion", "<sip:two@a.test>"),
                            new HeaderLine("X-Thing", "one, two"),
                            new HeaderLine("Via", "SIP/2.0/UDP evil"),
                            new HeaderLine("Require", "nothing")),
                        Duration.ofSeconds(10))));

    assertThat(invite.firstLine()).contains("sip:phone@127.0.0.1");
    assertThat(invite.header("To")).startsWith("\"Called Party\" <sip:called@example.test>");
    assertThat(invite.header("Max-Forwards")).isEqualTo("9");
    assertThat(invite.header("P-Asserted-Identity")).contains("+15551");
    assertThat(invite.all("Diversion")).hasSize(2);
    assertThat(invite.header("X-Thing")).isEqualTo("one, two");
    assertThat(invite.header("Via")).doesNotContain("evil");
    assertThat(invite.header("Require")).isEmpty();
    assertThat(invite.header("Allow")).contains("REFER");
    assertThat(invite.body())
        .containsPattern("m=audio \\d+ RTP/AVP 8 0 ")
        .doesNotContain("a=crypto");
    assertThat(leg.info().role()).isEqualTo(LegRole.REMOTE);
    assertThat(leg.info().callTransactionId()).isEqualTo("transaction-of-the-call");
    phone.reply(invite, 486, "");
    failure();
  }

  @Test
  void encryptionCanBeRequiredOfOneCall() throws Exception {
    RawMessage invite =
        place(
            call()
                .withDetails(
                    details(
                        MediaTerms.OURS.withSrtp(SrtpPolicy.REQUIRED),
                        List.of(),
                        Duration.ofSeconds(10))));

    assertThat(invite.body()).contains("RTP/SAVP ").contains("a=crypto:");
    phone.reply(invite, 200, RawPhone.OFFER);
    phone.request("ACK");
    phone.reply(phone.request("BYE"), 200, "");

    assertThat(failure().reason()).isEqualTo(EndReason.NO_COMMON_MEDIA);
  }

  @Test
  void eachProvisionalResponseIsToldAndTheAnswerToo() throws Exception {
    RawMessage invite = place(call());
    phone.reply(invite, 180, "", "X-Ring: one");
    phone.reply(invite, 183, RawPhone.OFFER);
    await().until(() -> heard.progress.size() == 2);
    phone.reply(invite, 200, RawPhone.OFFER, "X-Answer: two");
    phone.request("ACK");
    await().until(() -> heard.answers.size() == 1);

    assertThat(heard.progress.getFirst().status()).isEqualTo(180);
    assertThat(heard.progress.getFirst().media()).isFalse();
    assertThat(HeaderLine.first(heard.progress.getFirst().headers(), "X-Ring")).contains("one");
    assertThat(heard.progress.getLast().media()).isTrue();
    assertThat(HeaderLine.first(heard.answers.getFirst().headers(), "X-Answer")).contains("two");
    assertThat(leg.agreedMedia().orElseThrow().codec().encodingName()).isEqualTo("PCMU");
    leg.end(
        EndReason.REMOTE_HANGUP, List.of(new HeaderLine("Reason", "Q.850;cause=31;text=\"x\"")));
    RawMessage bye = phone.request("BYE");
    assertThat(bye.all("Reason")).containsExactly("Q.850;cause=31;text=\"x\"");
    phone.reply(bye, 200, "");
    server.ended(leg.info().callId());
    assertThat(heard.failures).isEmpty();
  }

  @Test
  void aRepeatedReliableResponseIsToldOnce() throws Exception {
    RawMessage invite = place(call());
    phone.reply(invite, 183, RawPhone.OFFER, "Require: 100rel", "RSeq: 7");
    phone.reply(phone.request("PRACK"), 200, "");
    phone.reply(invite, 183, RawPhone.OFFER, "Require: 100rel", "RSeq: 7");
    phone.reply(invite, 180, "", "Require: 100rel", "RSeq: 8");
    phone.reply(phone.request("PRACK"), 200, "");

    await().until(() -> heard.progress.size() == 2);
    assertThat(heard.progress.getFirst().media()).isTrue();
    assertThat(heard.progress.getLast().status()).isEqualTo(180);
    phone.reply(invite, 200, "");
    phone.request("ACK");
    await().until(() -> heard.answers.size() == 1);
    phone.hangUp();
  }

  @Test
  void theNewestBranchWithMediaIsHeardAndTheAnswerDecides() throws Exception {
    RawMessage invite = place(call());
    phone.reply(invite, 183, RawPhone.OFFER, "X-Tag: one");
    phone.reply(invite, 183, RawPhone.OFFER.replace("40000", "40002"), "X-Tag: two");
    phone.reply(invite, 180, "", "X-Tag: three");
    await().until(() -> heard.progress.size() == 3);
    assertThat(heard.progress.get(1).media()).isTrue();
    assertThat(heard.progress.get(2).media()).isFalse();
    assertThat(leg.dialogId().orElseThrow().remoteTag()).isEqualTo("two");

    phone.reply(invite, 200, RawPhone.OFFER.replace("40000", "40004"), "X-Tag: three");
    phone.request("ACK");
    phone.reply(invite, 200, RawPhone.OFFER, "X-Tag: one");
    assertThat(phone.request("ACK").header("To")).contains("tag=one");
    assertThat(phone.request("BYE").header("To")).contains("tag=one");

    await().until(() -> heard.answers.size() == 1);
    assertThat(server.media(leg.info().callId()).plans.getLast().remoteRtp().getPort())
        .isEqualTo(40004);
    assertThat(leg.dialogId().orElseThrow().remoteTag()).isEqualTo("three");
    leg.end(EndReason.OPERATOR);
    phone.reply(phone.request("BYE"), 200, "");
  }

  @Test
  void aRedirectionTellsWhereTo() throws Exception {
    RawMessage invite = place(call());
    phone.reply(
        invite,
        302,
        "",
        "X-Tag: r",
        "Diversion: <sip:phone@127.0.0.1>;reason=unconditional",
        "Contact: <sip:second@127.0.0.1>;q=0.4",
        "Contact: <sip:first@127.0.0.1>;q=0.9");

    OutgoingListener.Failure failure = failure();
    assertThat(failure.status()).isEqualTo(302);
    assertThat(failure.fromFarEnd()).isTrue();
    assertThat(failure.contacts())
        .containsSubsequence("sip:first@127.0.0.1", "sip:second@127.0.0.1");
    assertThat(HeaderLine.first(failure.headers(), "Diversion").orElseThrow())
        .contains("unconditional");
  }

  @Test
  void aRefusalTellsWhenToTryAgain() throws Exception {
    RawMessage invite = place(call());
    phone.reply(invite, 503, "", "Retry-After: 17");

    OutgoingListener.Failure failure = failure();
    assertThat(failure.status()).isEqualTo(503);
    assertThat(failure.retryAfterSeconds()).hasValue(17);
    assertThat(failure.reason()).isEqualTo(EndReason.OVERLOAD);
  }

  @Test
  void aFarEndThatSaysNothingFailsSoon() throws Exception {
    RawMessage invite =
        place(call().withDetails(details(MediaTerms.OURS, List.of(), Duration.ofMillis(200))));

    OutgoingListener.Failure failure = heardFailure();
    assertThat(failure.status()).isEqualTo(408);
    assertThat(failure.fromFarEnd()).isFalse();
    assertThat(failure.reason()).isEqualTo(EndReason.TRANSPORT_FAILURE);
    phone.reply(invite, 180, ""); // late: it must not ring for nobody
    phone.reply(phone.request("CANCEL"), 200, "");
    phone.reply(invite, 487, "");
    server.ended(leg.info().callId());
    assertThat(heard.progress).isEmpty();
  }

  private OutgoingListener.Failure heardFailure() {
    await().until(() -> heard.failures.size() == 1);
    return heard.failures.getFirst();
  }

  @Test
  void aCallGivenUpIsCancelledWithTheReasonOfTheOtherSide() throws Exception {
    RawMessage invite = place(call());
    phone.reply(invite, 180, "");
    await().until(() -> heard.progress.size() == 1);

    leg.end(
        EndReason.CANCELLED, List.of(new HeaderLine("Reason", "SIP;cause=200;text=\"elsewhere\"")));

    RawMessage cancel = phone.request("CANCEL");
    assertThat(cancel.header("Reason")).contains("cause=200");
    phone.reply(cancel, 200, "");
    phone.reply(invite, 487, "");
    assertThat(failure().reason()).isEqualTo(EndReason.CANCELLED);
    assertThat(heard.answers).isEmpty();
  }

  @Test
  void aRingingPhoneCanBeFoundByItsDialog() throws Exception {
    RawMessage invite = place(call());
    phone.reply(invite, 180, "", "X-Tag: ringing");
    await().until(() -> heard.progress.size() == 1);
    String ours = phone.toTag;

    assertThat(server.sip.calls().find(new Replaces(phone.callId, ours, "ringing", true)))
        .containsSame(leg);
    assertThat(server.sip.calls().find(new Replaces(phone.callId, ours, "other", false))).isEmpty();
    assertThat(server.sip.calls().find(new Replaces("none", ours, "ringing", false))).isEmpty();
    phone.reply(invite, 480, "");
    failure();
  }
}
