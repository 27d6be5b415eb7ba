package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.sip.transport.SipTransport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** A far end that wants credentials for each request of a call. */
class ChallengedInDialogTest {
  private static final String CHALLENGE =
      "Proxy-Authenticate: Digest realm=\"a\",nonce=\"n1\",qop=\"auth\"";

  @Test
  void everyRequestIsSentOnceMoreWithCredentials() throws Exception {
    try (TestServer server = TestServer.start(TestServer.settings());
        RawPhone phone = new RawPhone(server.address(SipTransport.UDP))) {
      List<Leg> answered = new CopyOnWriteArrayList<>();
      SipCall leg =
          (SipCall)
              server
                  .sip
                  .calls()
                  .call(
                      OutgoingCall.of(
                              "sip:phone@127.0.0.1:" + phone.address().getPort(),
                              phone.hop(),
                              "1234567890",
                              TestServer.CONNECTOR,
                              "us-east-1")
                          .withCredentials("user", "secret"),
                      answered::add);
      phone.reply(phone.request("INVITE"), 407, "", CHALLENGE);
      RawMessage invite = phone.request("INVITE");
      phone.adopt(invite);
      phone.reply(invite, 200, RawPhone.OFFER);
      await().until(() -> answered.size() == 1);
      List<Object> outcomes = new CopyOnWriteArrayList<>();

      leg.offer(MediaTerms.OURS, outcomes::add);
      phone.reply(phone.request("INVITE"), 407, "", CHALLENGE);
      RawMessage again = phone.request("INVITE");
      assertThat(again.header("Proxy-Authorization"))
          .contains("nonce=\"n1\"")
          .contains("nc=00000002");
      phone.reply(again, 200, RawPhone.OFFER);
      await().until(() -> outcomes.size() == 1);
      assertThat(outcomes.getFirst()).isInstanceOf(OfferOutcome.Agreed.class);

      leg.request(new InDialogRequest("INFO", List.of(), Optional.empty()), outcomes::add);
      phone.reply(phone.request("INFO"), 407, "", CHALLENGE);
      phone.reply(phone.request("INFO"), 407, "", CHALLENGE); // wrong: not a third time
      await().until(() -> outcomes.size() == 2);
      assertThat(((RequestOutcome) outcomes.getLast()).status()).isEqualTo(407);

      leg.end(EndReason.OPERATOR);
      phone.reply(phone.request("BYE"), 407, "", CHALLENGE);
      RawMessage bye = phone.request("BYE");
      assertThat(bye.header("Proxy-Authorization")).contains("nc=00000004");
      phone.reply(bye, 200, "");
      assertThat(server.ended(leg.info().callId()).reason()).isEqualTo(EndReason.OPERATOR);
    }
  }
}
