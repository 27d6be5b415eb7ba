package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.PayloadFormat;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.SipTimings;
import io.carillon.sip.transport.SipTransport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens inside a call that others steer, message by message. T1 is 100 ms. */
class SteeredDialogTest {
  private static final List<HeaderLine> NONE = List.of();
  private static final String FAX =
      "v=0\r\no=phone 1 3 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
          + "m=image 40100 udptl t38\r\na=T38FaxVersion:0\r\na=T38MaxBitRate:14400\r\n";

  private static TestServer server;
  private RawPhone phone;
  private SipCall leg;
  private final Taken taken = new Taken();

  /** Keeps what is handed up. */
  private static final class Taken implements DialogRequests {
    final BlockingQueue<RemoteOffer> offers = new LinkedBlockingQueue<>();
    final BlockingQueue<RemoteRequest> requests = new LinkedBlockingQueue<>();
    final List<HeaderLine> bye = new CopyOnWriteArrayList<>();
    volatile boolean acknowledged;

    @Override
    public void offered(RemoteOffer offer) {
      offers.add(offer);
    }

    @Override
    public void requested(RemoteRequest request) {
      requests.add(request);
    }

    @Override
    public void acknowledged() {
      acknowledged = true;
    }

    @Override
    public void hungUp(List<HeaderLine> headers) {
      bye.addAll(headers);
    }

    RemoteOffer offer() throws InterruptedException {
      RemoteOffer offer = offers.poll(5, TimeUnit.SECONDS);
      assertThat(offer).isNotNull();
      return offer;
    }

    RemoteRequest request() throws InterruptedException {
      RemoteRequest request = requests.poll(5, TimeUnit.SECONDS);
      assertThat(request).isNotNull();
      return request;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            TestServer.settings()
                .withTimings(new SipTimings(Duration.ofMillis(100), Duration.ofMillis(400))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void talk() throws Exception {
    phone = new RawPhone(server.address(SipTransport.UDP));
    phone.target = "sip:wait@127.0.0.1:" + server.address(SipTransport.UDP).getPort();
    phone.send("INVITE", RawPhone.OFFER);
    PendingCall call = server.nextWaiting();
    leg = call.leg();
    leg.takeOver(taken);
    call.answer(NONE, MediaTerms.OURS);
    phone.enter(phone.answer());
    phone.acknowledge("");
    await().until(() -> taken.acknowledged);
  }

  @AfterEach
  void putDown() throws Exception {
    if (leg.established()) {
      phone.hangUp();
      server.ended(phone.callId);
    }
    phone.close();
  }

  @Test
  void aHoldIsAnsweredWhenTheOtherSideHas() throws Exception {
    phone.send("INVITE", RawPhone.offer("sendonly", 2));
    RemoteOffer hold = taken.offer();
    assertThat(hold.method()).isEqualTo("INVITE");
    assertThat(hold.media().orElseThrow().direction()).isEqualTo(MediaDirection.SENDONLY);
    assertThat(server.media(phone.callId).plans).hasSize(1);

    hold.accept(
        MediaTerms.OURS.withDirection(MediaDirection.INACTIVE),
        List.of(new HeaderLine("X-Held", "yes")));
    hold.refuse(Refusal.of(EndReason.BUSY, "")); // too late, does nothing

    RawMessage ok = phone.answer();
    assertThat(ok.status()).isEqualTo(200);
    assertThat(ok.header("X-Held")).isEqualTo("yes");
    assertThat(ok.body()).contains("a=inactive");
    phone.acknowledge("");
    await()
        .untilAsserted(
            () ->
                assertThat(server.media(phone.callId).plans.getLast().direction())
                    .isEqualTo(MediaDirection.INACTIVE));
  }

  @Test
  void anOfferTheOtherSideRefusesLeavesTheSession() throws Exception {
    phone.send("UPDATE", RawPhone.offer("inactive", 2));

    taken.offer().refuse(Refusal.of(488, EndReason.NO_COMMON_MEDIA, ""));

    assertThat(phone.response("UPDATE").status()).isEqualTo(488);
    assertThat(server.media(phone.callId).plans).hasSize(1);
    phone.send("UPDATE", RawPhone.offer("sendonly", 3)); // the exchange before is over
    taken.offer().accept(MediaTerms.OURS, NONE);
    assertThat(phone.response("UPDATE").body()).contains("a=recvonly");
  }

  @Test
  void whatChangesOnlyTheAddressIsAnsweredAtOnce() throws Exception {
    phone.send("INVITE", RawPhone.offer("sendrecv", 2).replace("40000", "40010"));

    RawMessage ok = phone.answer();
    phone.acknowledge("");

    assertThat(ok.status()).isEqualTo(200);
    assertThat(taken.offers).isEmpty();
    assertThat(server.media(phone.callId).plans.getLast().remoteRtp().getPort()).isEqualTo(40010);
  }

  @Test
  void anOfferNobodyAnswersIsRefusedInTheEnd() throws Exception {
    phone.send("INVITE", RawPhone.offer("sendonly", 2));
    taken.offer();

    assertThat(phone.answer().status()).isEqualTo(504); // after 3.2 s
    assertThat(server.media(phone.callId).plans).hasSize(1);
  }

  @Test
  void aReInviteThatWaitsCanBeCancelled() throws Exception {
    phone.send("INVITE", RawPhone.offer("sendonly", 2));
    RemoteOffer offer = taken.offer();

    phone.send("CANCEL", "");

    assertThat(phone.response("CANCEL").status()).isEqualTo(200);
    assertThat(phone.answer().status()).isEqualTo(487);
    offer.accept(MediaTerms.OURS, NONE);
    assertThat(leg.established()).isTrue();
  }

  @Test
  void whileOneOfferWaitsTheNextIsRefused() throws Exception {
    phone.send("INVITE", RawPhone.offer("sendonly", 2));
    RemoteOffer first = taken.offer();
    phone.send("UPDATE", RawPhone.offer("inactive", 3));

    RawMessage hasty = phone.response("UPDATE");
    first.accept(MediaTerms.OURS, NONE);

    assertThat(hasty.status()).isEqualTo(500);
    assertThat(hasty.header("Retry-After")).isNotEmpty();
    assertThat(phone.answer().status()).isEqualTo(200);
    phone.acknowledge("");
  }

  @Test
  void aReInviteWithoutAnOfferGetsTheOneOfTheOtherSide() throws Exception {
    phone.send("INVITE", "");
    RemoteOffer asks = taken.offer();
    assertThat(asks.media()).isEmpty();

    asks.accept(
        MediaTerms.OURS
            .withDirection(MediaDirection.SENDONLY)
            .withPreferred(List.of(new PayloadFormat("PCMU", 8000, 1, ""))),
        NONE);

    RawMessage ok = phone.answer();
    assertThat(ok.body()).contains("a=sendonly").containsPattern("m=audio \\d+ RTP/AVP 0 ");
    phone.acknowledge(RawPhone.offer("recvonly", 3));
    await()
        .untilAsserted(
            () ->
                assertThat(server.media(phone.callId).plans.getLast().direction())
                    .isEqualTo(MediaDirection.SENDONLY));
  }

  @Test
  void ourOfferIsMadeAndItsOutcomeTold() throws Exception {
    List<OfferOutcome> outcomes = new CopyOnWriteArrayList<>();

    leg.offer(MediaTerms.OURS.withDirection(MediaDirection.SENDONLY), outcomes::add);
    leg.offer(MediaTerms.OURS, outcomes::add); // waits for the one before
    RawMessage hold = phone.request("INVITE");
    assertThat(hold.body()).contains("a=sendonly");
    phone.reply(hold, 200, RawPhone.offer("recvonly", 2));
    phone.request("ACK");
    RawMessage resume = phone.request("INVITE");
    phone.reply(resume, 488, "", "X-Why: no");

    await().until(() -> outcomes.size() == 2);
    assertThat(((OfferOutcome.Agreed) outcomes.getFirst()).media().theirs().direction())
        .isEqualTo(MediaDirection.RECVONLY);
    OfferOutcome.Refused refused = (OfferOutcome.Refused) outcomes.getLast();
    assertThat(refused.status()).isEqualTo(488);
    assertThat(HeaderLine.first(refused.headers(), "X-Why")).contains("no");
    assertThat(server.media(phone.callId).plans.getLast().direction())
        .isEqualTo(MediaDirection.SENDONLY);
  }

  @Test
  void glareIsTriedAgainAndTheirsIsRefused() throws Exception {
    List<OfferOutcome> outcomes = new CopyOnWriteArrayList<>();
    leg.offer(MediaTerms.OURS.withDirection(MediaDirection.SENDONLY), outcomes::add);
    RawMessage ours = phone.request("INVITE");

    phone.send("INVITE", RawPhone.offer("sendonly", 2));
    assertThat(phone.answer().status()).isEqualTo(491);
    phone.reply(ours, 491, "");
    RawMessage again = phone.request("INVITE"); // within 2 s, since the far end chose the Call-ID
    phone.reply(again, 200, RawPhone.offer("recvonly", 3));
    phone.request("ACK");

    await().until(() -> outcomes.size() == 1);
    assertThat(outcomes.getFirst()).isInstanceOf(OfferOutcome.Agreed.class);
    assertThat(taken.offers).isEmpty();
  }

  @Test
  void anOfferThatIsNeverAnsweredIsGivenUp() throws Exception {
    List<OfferOutcome> outcomes = new CopyOnWriteArrayList<>();
    leg.offer(MediaTerms.OURS.withDirection(MediaDirection.SENDONLY), outcomes::add);
    RawMessage ours = phone.request("INVITE");
    phone.reply(ours, 100, "");

    await().until(() -> outcomes.size() == 1); // after 6.4 s
    assertThat(outcomes.getFirst()).isEqualTo(new OfferOutcome.Refused(408, NONE));
    phone.reply(ours, 200, RawPhone.offer("recvonly", 2)); // too late

    phone.request("ACK");
    phone.reply(phone.request("BYE"), 200, "");
    assertThat(server.ended(phone.callId).reason()).isEqualTo(EndReason.PROTOCOL_ERROR);
  }

  @Test
  void theEndOfTheCallEndsWhatWaits() throws Exception {
    List<Object> outcomes = new CopyOnWriteArrayList<>();
    leg.offer(MediaTerms.OURS.withDirection(MediaDirection.SENDONLY), outcomes::add);
    leg.request(new InDialogRequest("INFO", NONE, Optional.empty()), outcomes::add);
    phone.request("INFO");

    phone.send("BYE", "", "Reason: Q.850;cause=17");

    assertThat(phone.response("BYE").status()).isEqualTo(200);
    await().until(() -> outcomes.size() == 2);
    assertThat(outcomes)
        .contains(new OfferOutcome.Refused(487, NONE))
        .contains(new RequestOutcome(487, NONE, Optional.empty()));
    assertThat(HeaderLine.first(taken.bye, "Reason")).contains("Q.850;cause=17");
  }

  @Test
  void aTransferIsHandedUpAndItsProgressTold() throws Exception {
    phone.send("REFER", "", "Refer-To: <sip:third@127.0.0.1>", "Contact: <sip:phone@127.0.0.1>");
    RemoteRequest refer = taken.request();
    assertThat(HeaderLine.first(refer.headers(), "Refer-To")).contains("<sip:third@127.0.0.1>");
    refer.respond(202, NONE);
    assertThat(phone.response("REFER").status()).isEqualTo(202);
    List<RequestOutcome> outcomes = new CopyOnWriteArrayList<>();

    leg.request(
        new InDialogRequest(
            "NOTIFY",
            List.of(
                new HeaderLine("Event", "refer"),
                new HeaderLine("Subscription-State", "terminated;reason=noresource")),
            Optional.of(new Body("message/sipfrag;version=2.0", "SIP/2.0 200 OK\r\n"))),
        outcomes::add);

    RawMessage notify = phone.request("NOTIFY");
    assertThat(notify.header("Event")).isEqualTo("refer");
    assertThat(notify.header("Content-Type")).isEqualTo("message/sipfrag;version=2.0");
    assertThat(notify.header("Contact")).isNotEmpty();
    assertThat(notify.body()).isEqualTo("SIP/2.0 200 OK\r\n");
    phone.reply(notify, 200, "");
    await().until(() -> outcomes.size() == 1);
    assertThat(outcomes.getFirst().status()).isEqualTo(200);
  }

  @Test
  void keysGoToTheAudioAndOtherBodiesUp() throws Exception {
    phone.send("INFO", "Signal=5\r\nDuration=160\r\n", "Content-Type: application/dtmf-relay");
    assertThat(phone.response("INFO").status()).isEqualTo(200);
    assertThat(server.media(phone.callId).digits).containsExactly('5');

    phone.send("INFO", "<x/>", "Content-Type: application/media_control+xml");
    RemoteRequest info = taken.request();
    assertThat(info.body().orElseThrow().text()).isEqualTo("<x/>");
    assertThat(info.body().orElseThrow().type()).isEqualTo("application/media_control+xml");
    info.respond(415, NONE);
    assertThat(phone.response("INFO").status()).isEqualTo(415);

    leg.letGo();
    phone.send("MESSAGE", "hello", "Content-Type: text/plain");
    assertThat(phone.response("MESSAGE").status()).isEqualTo(405);
  }

  @Test
  void onlySoManyRequestsWait() throws Exception {
    for (int i = 0; i < 8; i++) {
      phone.send("MESSAGE", "hello", "Content-Type: text/plain");
      taken.request();
    }

    phone.send("MESSAGE", "hello", "Content-Type: text/plain");

    RawMessage refused = phone.response("MESSAGE");
    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.header("Retry-After")).isNotEmpty();
  }

  @Test
  void faxTakesThePlaceOfAudioAndGivesItBack() throws Exception {
    phone.send("INVITE", FAX);
    RemoteOffer fax = taken.offer();
    OfferedMedia media = fax.media().orElseThrow();
    assertThat(media.formats()).isEmpty();

    fax.accept(MediaTerms.OURS.withImage(media.image().orElseThrow()), NONE);
    RawMessage ok = phone.answer();
    phone.acknowledge("");

    assertThat(ok.body())
        .containsPattern("m=image \\d+ udptl t38")
        .contains("a=T38MaxBitRate:14400")
        .doesNotContain("m=image 40100");
    phone.send("INVITE", RawPhone.offer("sendrecv", 4));
    taken.offer().accept(MediaTerms.OURS, NONE);
    assertThat(phone.answer().body()).containsPattern("m=audio \\d+ RTP/AVP 0");
    phone.acknowledge("");
    assertThat(server.media(phone.callId).plans.getLast().remoteRtp().getPort()).isEqualTo(40000);
  }

  @Test
  void faxIsOfferedToo() throws Exception {
    phone.send("INVITE", FAX); // to have a line of somebody
    RemoteOffer fax = taken.offer();
    var line = fax.media().orElseThrow().image().orElseThrow();
    fax.refuse(Refusal.of(488, EndReason.NO_COMMON_MEDIA, ""));
    assertThat(phone.answer().status()).isEqualTo(488);
    List<OfferOutcome> outcomes = new CopyOnWriteArrayList<>();

    leg.offer(MediaTerms.OURS.withImage(line), outcomes::add);
    RawMessage offer = phone.request("INVITE");
    assertThat(offer.body()).contains("udptl t38").doesNotContain("m=audio");
    phone.reply(offer, 200, FAX);
    phone.request("ACK");

    await().until(() -> outcomes.size() == 1);
    assertThat(((OfferOutcome.Agreed) outcomes.getFirst()).media().theirs().image()).isPresent();
  }

  @Test
  void theCallIsFoundByItsDialog() {
    Replaces replaces = new Replaces(phone.callId, phone.toTag, phone.fromTag, false);

    assertThat(server.sip.calls().find(replaces)).containsSame(leg);
    assertThat(leg.established()).isTrue();
  }
}
