package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.event.DomainEvent.LegStarted;
import io.carillon.sip.transport.SipTransport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that begin no call. */
class OutsideDialogTest {
  private static TestServer server;
  private RawPhone phone;

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
    assertThat(server.events(LegStarted.class)).as("nothing was begun").isEmpty();
  }

  @Test
  void optionsSaysWhatWeCanDo() throws Exception {
    phone.send("OPTIONS", "");

    RawMessage ok = phone.response("OPTIONS");

    assertThat(ok.status()).isEqualTo(200);
    assertThat(ok.header("Allow")).contains("INVITE").contains("PRACK").contains("INFO");
    assertThat(ok.header("Accept")).isEqualTo("application/sdp");
    assertThat(ok.header("Supported")).contains("100rel");
    assertThat(ok.toTag()).isPresent();
  }

  @Test
  void optionsThatUsedUpItsHopsIsAnsweredByItsDestination() throws Exception {
    phone.send("OPTIONS", "", "Max-Forwards: 0");
    assertThat(phone.response("OPTIONS").status()).isEqualTo(200);
  }

  @Test
  void aRequiredExtensionWeLackIs420() throws Exception {
    phone.send("INVITE", RawPhone.OFFER, "Require: timer, nothingSupportsThis", "Require: more");

    RawMessage refused = phone.response("INVITE");

    assertThat(refused.status()).isEqualTo(420);
    assertThat(refused.header("Unsupported"))
        .contains("nothingSupportsThis")
        .contains("more")
        .doesNotContain("timer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"REGISTER", "SUBSCRIBE", "NOTIFY", "PUBLISH", "MESSAGE", "REFER"})
  void aMethodForOtherServersIs405(String method) throws Exception {
    phone.send(method, "", "Event: presence", "Refer-To: <sip:a@b.test>");

    RawMessage refused = phone.response(method);

    assertThat(refused.status()).isEqualTo(405);
    assertThat(refused.header("Allow")).contains("INVITE");
  }

  @Test
  void anUnknownMethodIs501() throws Exception {
    phone.send("NEWMETHOD", "");
    assertThat(phone.response("NEWMETHOD").status()).isEqualTo(501);
  }

  @Test
  void anotherSchemeIs416() throws Exception {
    phone.target = "soap.beep://192.0.2.103:3002";
    phone.send("OPTIONS", "");
    assertThat(phone.response("OPTIONS").status()).isEqualTo(416);
    phone.target = "tel:+15551234567";
    phone.send("INVITE", RawPhone.OFFER);
    assertThat(phone.response("INVITE").status()).isEqualTo(416);
  }

  @Test
  void aCallerThatTakesNoSdpIs406() throws Exception {
    phone.send("INVITE", RawPhone.OFFER, "Accept: text/nobodyKnowsThis");
    assertThat(phone.response("INVITE").status()).isEqualTo(406);
  }

  @ParameterizedTest
  @ValueSource(strings = {"BYE", "INFO", "UPDATE", "PRACK"})
  void aRequestThatNeedsADialogIs481WithoutOne(String method) throws Exception {
    phone.send(method, "");
    assertThat(phone.response(method).status()).isEqualTo(481);
    phone.toTag = "nobody";
    phone.send(method, "");
    assertThat(phone.response(method).status()).isEqualTo(481);
  }

  @Test
  void aStrayAckIsIgnored() throws Exception {
    phone.toTag = "nobody";
    phone.send("ACK", "");
    phone.toTag = "";
    phone.send("OPTIONS", "");
    assertThat(phone.response("OPTIONS").status()).isEqualTo(200);
  }

  @Test
  void aRefusalRepeatsItsTagForARetransmission() throws Exception {
    phone.send("INFO", "");
    RawMessage first = phone.response("INFO");
    phone.sendWithCseq("INFO", phone.cseq, "");
    assertThat(phone.response("INFO").toTag()).isEqualTo(first.toTag());
  }
}
