package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.media.session.MediaDirection;
import io.carillon.sip.dialog.SipTimings;
import io.carillon.sip.transport.SipTransport;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What happens inside a call that stands. T1 is 50 ms. */
class InDialogTest {
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
  void establish() throws Exception {
    phone = new RawPhone(server.address(SipTransport.UDP));
    phone.establish();
    server.handedOver(phone.callId);
  }

  @AfterEach
  void hangUp() throws Exception {
    if (server.live(phone.callId).isPresent()) {
      phone.hangUp();
    }
    phone.close();
  }

  private SocketSession media() {
    return server.media(phone.callId);
  }

  private static String version(String sdp) {
    return sdp.lines().filter(line -> line.startsWith("o=")).findFirst().orElseThrow();
  }

  @Test
  void aReInviteHoldsAndResumes() throws Exception {
    phone.send("INVITE", RawPhone.offer("sendonly", 2));
    RawMessage held = phone.response("INVITE");
    phone.send("ACK", "");
    assertThat(held.body()).contains("a=recvonly");
    await().until(() -> media().plans.getLast().direction() == MediaDirection.RECVONLY);

    phone.send("INVITE", RawPhone.offer("sendrecv", 3));
    RawMessage resumed = phone.response("INVITE");
    phone.send("ACK", "");

    assertThat(resumed.status()).isEqualTo(200);
    await().until(() -> media().plans.getLast().direction() == MediaDirection.SENDRECV);
    assertThat(version(resumed.body())).isNotEqualTo(version(held.body()));
  }

  @Test
  void aRefreshThatChangesNothingKeepsTheVersion() throws Exception {
    phone.send("INVITE", RawPhone.OFFER);
    RawMessage first = phone.response("INVITE");
    phone.send("ACK", "");
    phone.send("INVITE", RawPhone.OFFER);
    RawMessage second = phone.response("INVITE");
    phone.send("ACK", "");

    assertThat(version(second.body())).isEqualTo(version(first.body()));
  }

  @Test
  void aReInviteChangesAddressAndCodec() throws Exception {
    phone.send(
        "INVITE",
        RawPhone.offer("sendrecv", 2)
            .replace("m=audio 40000 RTP/AVP 0 101", "m=audio 41000 RTP/AVP 8 101"));
    RawMessage ok = phone.response("INVITE");
    phone.send("ACK", "");

    assertThat(ok.body()).contains("RTP/AVP 8 101");
    assertThat(media().plans.getLast().remoteRtp().getPort()).isEqualTo(41000);
    assertThat(server.live(phone.callId).orElseThrow().codec()).isEqualTo("PCMA");
  }

  @Test
  void aReInviteWithoutAnOfferGetsOurs() throws Exception {
    phone.send("INVITE", "");
    RawMessage ok = phone.response("INVITE");
    assertThat(ok.body()).contains("m=audio ");

    phone.send("ACK", RawPhone.offer("sendrecv", 2).replace("40000", "42000"));

    await().until(() -> media().plans.getLast().remoteRtp().getPort() == 42000);
  }

  @Test
  void aReInviteWhoseAckBringsNoAnswerEndsTheCall() throws Exception {
    phone.send("INVITE", "");
    phone.response("INVITE");

    phone.send("ACK", "");

    phone.reply(phone.request("BYE"), 200, "");
    assertThat(server.ended(phone.callId).reason()).isEqualTo(EndReason.PROTOCOL_ERROR);
  }

  @Test
  void aReInviteNobodyAcknowledgesEndsTheCall() throws Exception {
    phone.send("INVITE", RawPhone.offer("sendonly", 2));
    phone.response("INVITE");

    RawMessage bye = phone.request("BYE");

    phone.reply(bye, 200, "");
    assertThat(server.ended(phone.callId).reason()).isEqualTo(EndReason.NO_ACK);
  }

  @Test
  void aRefusedReInviteLeavesTheSessionAsItWas() throws Exception {
    int plans = media().plans.size();

    phone.send("INVITE", RawPhone.offer("sendrecv", 2).replace("RTP/AVP 0 101", "RTP/AVP 18"));

    assertThat(phone.response("INVITE").status()).isEqualTo(488);
    assertThat(media().plans).hasSize(plans);
    phone.send("INFO", "");
    assertThat(phone.response("INFO").status()).isEqualTo(200);
  }

  @Test
  void aReInviteBeforeTheAckOfTheOneBeforeIsGlare() throws Exception {
    phone.send("INVITE", "");
    phone.response("INVITE");
    int pending = phone.cseq;

    phone.send("INVITE", RawPhone.offer("sendonly", 2));
    assertThat(phone.response("INVITE").status()).isEqualTo(491);
    phone.send("UPDATE", RawPhone.offer("sendonly", 2));
    assertThat(phone.response("UPDATE").status()).isEqualTo(491);

    phone.sendWithCseq("ACK", pending, RawPhone.offer("sendrecv", 2));
    phone.send("INVITE", RawPhone.offer("sendonly", 3));
    assertThat(phone.response("INVITE").status()).isEqualTo(200);
    phone.send("ACK", "");
  }

  @Test
  void anUpdateHoldsAndRefreshes() throws Exception {
    phone.send("UPDATE", RawPhone.offer("sendonly", 2));
    RawMessage held = phone.response("UPDATE");
    assertThat(held.status()).isEqualTo(200);
    assertThat(held.body()).contains("a=recvonly");

    phone.send("UPDATE", "", "Supported: timer", "Session-Expires: 300;refresher=uac");
    RawMessage refreshed = phone.response("UPDATE");
    assertThat(refreshed.status()).isEqualTo(200);
    assertThat(refreshed.header("Session-Expires")).isEqualTo("300;refresher=uac");
    assertThat(refreshed.body()).isEmpty();
  }

  @Test
  void aTooShortSessionIsRefused() throws Exception {
    phone.send("UPDATE", "", "Supported: timer", "Session-Expires: 30");

    RawMessage refused = phone.response("UPDATE");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.header("Min-SE")).isEqualTo("90");
  }

  @ParameterizedTest
  @CsvSource({
    "application/dtmf-relay, 'Signal=5|Duration=160|', 5",
    "application/dtmf-relay, 'Signal= #|Duration= 250', #",
    "application/dtmf-relay, 'signal=11', #",
    "application/dtmf, '*', *",
    "application/dtmf, 'd', D"
  })
  void aKeyByInfoIsHandedToTheMedia(String type, String body, char key) throws Exception {
    phone.send("INFO", body.replace("|", "\r\n"), "Content-Type: " + type);

    assertThat(phone.response("INFO").status()).isEqualTo(200);
    assertThat(media().digits).containsExactly(key);
  }

  @Test
  void anEmptyInfoIsAPing() throws Exception {
    phone.send("INFO", "");
    assertThat(phone.response("INFO").status()).isEqualTo(200);
  }

  @Test
  void anInfoOfAnotherKindIsRefused() throws Exception {
    phone.send("INFO", "<media_control/>", "Content-Type: application/media_control+xml");
    RawMessage refused = phone.response("INFO");
    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.header("Accept")).contains("application/dtmf-relay");

    phone.send("INFO", "x", "Info-Package: nobody", "Content-Type: text/plain");
    RawMessage bad = phone.response("INFO");
    assertThat(bad.status()).isEqualTo(469);
    assertThat(bad.header("Recv-Info")).isEqualTo("nil");

    phone.send("INFO", "Signal=flash", "Content-Type: application/dtmf-relay");
    assertThat(phone.response("INFO").status()).isEqualTo(400);
    assertThat(media().digits).isEmpty();
  }

  @Test
  void requestsOutOfOrderGet500() throws Exception {
    phone.send("OPTIONS", "");
    assertThat(phone.response("OPTIONS").status()).isEqualTo(200);
    int last = phone.cseq;

    phone.cseq = last - 1;
    phone.sendWithCseq("OPTIONS", phone.cseq, "");

    assertThat(phone.response("OPTIONS").status()).isEqualTo(500);
    phone.cseq = last;
  }

  @Test
  void aRequestOfAnotherDialogIs481() throws Exception {
    String tag = phone.toTag;
    phone.toTag = "nobody";
    phone.send("INFO", "");
    assertThat(phone.response("INFO").status()).isEqualTo(481);
    phone.send("INVITE", RawPhone.OFFER);
    assertThat(phone.response("INVITE").status()).isEqualTo(481);
    phone.send("BYE", "");
    assertThat(phone.response("BYE").status()).isEqualTo(481);
    phone.toTag = tag;
    phone.send("INFO", "");
    assertThat(phone.response("INFO").status()).isEqualTo(200);
  }

  @Test
  void byesThatCrossAreBothAnswered() throws Exception {
    server.handedOver(phone.callId).end(EndReason.OPERATOR);
    RawMessage ours = phone.request("BYE");

    phone.hangUp();
    phone.reply(ours, 200, "");

    assertThat(server.ended(phone.callId).reason()).isEqualTo(EndReason.OPERATOR);
  }

  @Test
  void ourByeFollowsTheRoute() throws Exception {
    try (RawPhone behindProxy = new RawPhone(server.address(SipTransport.UDP))) {
      behindProxy.establish(
          "Record-Route: <sip:127.0.0.1:5999;lr>", "Record-Route: <sip:proxy.test;lr>");

      server.handedOver(behindProxy.callId).end(EndReason.OPERATOR);

      RawMessage bye = behindProxy.request("BYE");
      assertThat(bye.firstLine())
          .isEqualTo("BYE sip:phone@127.0.0.1:" + behindProxy.address().getPort() + " SIP/2.0");
      assertThat(bye.header("Route")).isEqualTo("<sip:127.0.0.1:5999;lr>,<sip:proxy.test;lr>");
      behindProxy.reply(bye, 200, "");
    }
  }
}
