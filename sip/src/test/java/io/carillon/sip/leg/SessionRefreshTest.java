package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.sip.transport.SipTransport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Session timers of 90 and more seconds over real sockets, their seconds sixty times shorter. */
class SessionRefreshTest {
  private static TestServer server;
  private RawPhone phone;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(new SocketMedia(), TestServer.settings(), new HurriedScheduler());
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
  void putDown() throws Exception {
    if (server.live(phone.callId).isPresent()) {
      phone.hangUp();
    }
    phone.close();
  }

  @Test
  void aFarEndThatDoesNotRefreshIsHungUp() throws Exception {
    phone.establish("Supported: timer", "Session-Expires: 90;refresher=uac");

    RawMessage bye = phone.request("BYE");

    assertThat(bye.header("Reason")).contains("SIP;cause=408").contains("session timer");
    phone.reply(bye, 200, "");
    assertThat(server.ended(phone.callId).reason()).isEqualTo(EndReason.SESSION_EXPIRED);
  }

  @Test
  void weRefreshByUpdateWhereItIsAllowed() throws Exception {
    phone.establish(
        "Allow: INVITE, ACK, BYE, CANCEL, UPDATE",
        "Supported: timer",
        "Session-Expires: 90;refresher=uas");

    for (int i = 0; i < 2; i++) {
      RawMessage update = phone.request("UPDATE");
      assertThat(update.header("Session-Expires")).isEqualTo("90;refresher=uac");
      assertThat(update.body()).isEmpty();
      phone.reply(update, 200, "", "Session-Expires: 90;refresher=uac", "Require: timer");
    }
  }

  @Test
  void weRefreshByReInviteOtherwiseAndChangeNothing() throws Exception {
    RawMessage ok = phone.establish("Supported: timer", "Session-Expires: 90;refresher=uas");

    RawMessage invite = phone.request("INVITE");

    assertThat(invite.header("Session-Expires")).isEqualTo("90;refresher=uac");
    String origin =
        ok.body().lines().filter(line -> line.startsWith("o=")).findFirst().orElseThrow();
    assertThat(invite.body()).contains(origin);
    phone.reply(invite, 200, RawPhone.OFFER, "Session-Expires: 90;refresher=uac");
    phone.request("ACK");
    assertThat(phone.request("INVITE").header("CSeq")).endsWith(" INVITE");
  }

  /** At once, and when the transaction of the re-INVITE is forgotten. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAckOfAReInviteThatWasLostIsSentAgain(boolean atOnce) throws Exception {
    try (TestServer own =
            TestServer.start(new SocketMedia(), TestServer.settings(), new HurriedScheduler());
        RawPhone caller = new RawPhone(own.address(SipTransport.UDP))) {
      caller.establish("Supported: timer", "Session-Expires: 90;refresher=uas");
      RawMessage invite = caller.request("INVITE");
      caller.reply(invite, 200, RawPhone.OFFER, "Session-Expires: 3000;refresher=uac");
      RawMessage ack = caller.request("ACK");
      await().until(() -> atOnce || own.stack.clientTransactions() == 0);

      caller.reply(invite, 200, RawPhone.OFFER, "Session-Expires: 3000;refresher=uac");

      assertThat(caller.request("ACK").header("CSeq")).isEqualTo(ack.header("CSeq"));
      caller.send("OPTIONS", "");
      assertThat(caller.response("OPTIONS").status()).isEqualTo(200);
      assertThat(own.live(caller.callId).orElseThrow().state()).isEqualTo("TALKING");
      caller.hangUp();
      own.ended(caller.callId);
    }
  }

  @Test
  void aFarEndThatKnowsNoTimersIsAskedAgainAndAgain() throws Exception {
    phone.establish("Allow: UPDATE", "Session-Expires: 90");

    for (int i = 0; i < 3; i++) {
      phone.reply(phone.request("UPDATE"), 200, "");
    }
  }

  @Test
  void anUpdateThatIsNotTakenIsFollowedByAReInvite() throws Exception {
    phone.establish(
        "Allow: INVITE, ACK, BYE, UPDATE", "Supported: timer", "Session-Expires: 90;refresher=uas");

    phone.reply(phone.request("UPDATE"), 501, "");

    RawMessage invite = phone.request("INVITE");
    phone.reply(invite, 200, RawPhone.OFFER, "Session-Expires: 3000;refresher=uac");
    phone.request("ACK");
  }

  @Test
  void aLongerMinimumIsTakenOver() throws Exception {
    // Long enough that even by the hurried clock the second try comes well before the end.
    phone.establish("Allow: UPDATE", "Supported: timer", "Session-Expires: 330;refresher=uas");

    phone.reply(phone.request("UPDATE"), 422, "", "Min-SE: 1200");

    RawMessage again = phone.request("UPDATE");
    assertThat(again.header("Session-Expires")).isEqualTo("1200;refresher=uac");
    assertThat(again.header("Min-SE")).isEqualTo("1200");
    phone.reply(again, 200, "", "Session-Expires: 1200;refresher=uac");
  }

  @Test
  void glareIsWaitedOut() throws Exception {
    phone.establish("Supported: timer", "Session-Expires: 330;refresher=uas");
    RawMessage invite = phone.request("INVITE");

    phone.send("INVITE", RawPhone.offer("sendonly", 2));
    assertThat(phone.response("INVITE").status()).isEqualTo(491);
    phone.reply(invite, 491, "");
    phone.request("ACK");

    RawMessage again = phone.request("INVITE");
    phone.reply(again, 200, RawPhone.OFFER, "Session-Expires: 3000;refresher=uac");
    phone.request("ACK");
    await().until(() -> server.live(phone.callId).isPresent());
  }

  @Test
  void aFarEndThatForgotTheCallEndsIt() throws Exception {
    phone.establish("Allow: UPDATE", "Supported: timer", "Session-Expires: 90;refresher=uas");

    phone.reply(phone.request("UPDATE"), 481, "");

    phone.reply(phone.request("BYE"), 481, "");
    assertThat(server.ended(phone.callId).reason()).isEqualTo(EndReason.SESSION_EXPIRED);
  }
}
