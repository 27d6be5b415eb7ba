package io.carillon.sip.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.trunk.TrunkDirection;
import io.carillon.sip.leg.RawMessage;
import io.carillon.sip.leg.RawPhone;
import org.junit.jupiter.api.Test;

/** What one side sees of the other. */
class HeadersOnTheWireTest extends BridgeTest {
  private static final String ALICE = "a".repeat(32);
  private static final String BOB = "b".repeat(32);
  private static final String NIL = "0".repeat(32);

  @Test
  void theCalledSideSeesWhoCallsAndWhatIsCarried() throws Exception {
    RawMessage invite =
        call(
            "X-Ticket: 4711",
            "Subject: lunch",
            "User-Agent: SecretPbx/1.0",
            "Diversion: <sip:+12065550111@10.9.8.7>;reason=no-answer",
            "P-Asserted-Identity: <sip:" + BridgeRig.FROM + "@10.9.8.7>",
            "Session-ID: " + ALICE + ";remote=" + NIL);

    assertThat(invite.header("From"))
        .contains("\"Acme Inc\"")
        .contains("<sip:" + BridgeRig.FROM + "@abc.voiceconnector.test>");
    assertThat(invite.header("X-Ticket")).isEqualTo("4711");
    assertThat(invite.header("Subject")).isEqualTo("lunch");
    assertThat(invite.header("Diversion"))
        .isEqualTo("<sip:+12065550111@abc.voiceconnector.test>;reason=no-answer");
    assertThat(invite.header("P-Asserted-Identity"))
        .contains(BridgeRig.FROM + "@abc.voiceconnector.test");
    assertThat(invite.header("Session-ID")).isEqualTo(ALICE + ";remote=" + NIL);
    assertThat(invite.header("Max-Forwards")).isEqualTo("69");
    assertThat(invite.text())
        .doesNotContain("SecretPbx")
        .doesNotContain("10.9.8.7")
        .doesNotContain(caller.callId)
        .doesNotContain(caller.fromTag)
        .doesNotContain(":" + caller.address().getPort());

    callee.reply(
        invite,
        200,
        RawPhone.OFFER,
        "X-Agent: 7",
        "Server: SecretGateway/2",
        "P-Asserted-Identity: <sip:" + BridgeRig.TO + "@10.1.2.3>",
        "Session-ID: " + BOB + ";remote=" + ALICE);
    callee.request("ACK");
    RawMessage ok = answered(caller);
    assertThat(ok.header("X-Agent")).isEqualTo("7");
    assertThat(ok.header("Session-ID")).isEqualTo(BOB + ";remote=" + ALICE);
    assertThat(ok.header("P-Asserted-Identity"))
        .isEqualTo("<sip:" + BridgeRig.TO + "@abc.voiceconnector.test>");
    assertThat(ok.text())
        .doesNotContain("SecretGateway")
        .doesNotContain("10.1.2.3")
        .doesNotContain(callee.fromTag)
        .doesNotContain(invite.header("Call-ID"))
        .doesNotContain(":" + callee.address().getPort());
    assertThat(end(caller, callee).header("Session-ID")).isEqualTo(ALICE + ";remote=" + BOB);
  }

  @Test
  void aWithheldNumberStaysFromTheCustomer() throws Exception {
    rig.direction = TrunkDirection.INBOUND;
    RawMessage invite =
        call("Privacy: id", "P-Asserted-Identity: <sip:" + BridgeRig.FROM + "@carrier.test>");
    assertThat(invite.header("From")).contains("anonymous@anonymous.invalid");
    assertThat(invite.text()).doesNotContain(BridgeRig.FROM);
    callee.reply(invite, 486, "");
    assertThat(refused().status()).isEqualTo(486);
  }

  @Test
  void whereTheCallerOfAnEmergencyIsGoesWithTheCall() throws Exception {
    rig.emergency = true;
    String body =
        "--b\r\nContent-Type: application/sdp\r\n\r\n"
            + RawPhone.OFFER
            + "\r\n--b\r\nContent-Type: application/pidf+xml\r\nContent-ID: <here@pbx.test>\r\n\r\n"
            + "<presence/>\r\n--b--\r\n";
    caller.send(
        "INVITE",
        body,
        "Content-Type: multipart/mixed;boundary=b",
        "Geolocation: <cid:here@pbx.test>");
    RawMessage invite = callee.request("INVITE");
    callee.adopt(invite);
    assertThat(invite.header("Content-Type")).startsWith("multipart/mixed");
    assertThat(invite.header("Geolocation")).isEqualTo("<cid:here@pbx.test>");
    assertThat(invite.body())
        .contains("Content-ID: <here@pbx.test>")
        .contains("<presence/>")
        .contains("m=audio ")
        .doesNotContain("m=audio 40000");
    callee.reply(invite, 486, "");
    assertThat(refused().status()).isEqualTo(486);
  }
}
