package io.carillon.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;

/** RFC 3261 12. */
class DialogTest {
  private static ViaHeader via() {
    return Messages.via("server.test", 5061, "TLS", "z9hG4bKours");
  }

  private static Dialog answering(String... lines) {
    return Dialog.answering(SipText.request("INVITE", lines), "b1", false, 1);
  }

  @Test
  void whoAnswersGoesTheRecordedRouteBack() {
    Dialog dialog = answering("Record-Route: <sip:p2.test;lr>", "Record-Route: <sip:p1.test;lr>");

    Request bye = dialog.request("BYE", via());

    assertThat(bye.getRequestURI()).hasToString("sip:alice@pc.test:5062;transport=tcp");
    assertThat(Messages.headers(bye, "Route").map(Object::toString).map(String::trim))
        .containsExactly("Route: <sip:p2.test;lr>", "Route: <sip:p1.test;lr>");
    assertThat(Messages.from(bye).getTag()).isEqualTo("b1");
    assertThat(Messages.to(bye).getTag()).isEqualTo("a1");
    assertThat(Messages.cseq(bye).getSeqNumber()).isEqualTo(1);
    assertThat(Messages.cseq(dialog.request("BYE", via())).getSeqNumber()).isEqualTo(2);
  }

  @Test
  void whoCallsGoesItTurnedRound() {
    Request invite = SipText.request("INVITE");
    Response ok =
        SipText.response(
            200, "INVITE", "Record-Route: <sip:p2.test;lr>", "Record-Route: <sip:p1.test;lr>");

    Request ack = Dialog.calling(invite, ok).ack(314, via());

    assertThat(ack.getRequestURI()).hasToString("sip:bob@192.0.2.4");
    assertThat(Messages.headers(ack, "Route").map(Object::toString).map(String::trim))
        .containsExactly("Route: <sip:p1.test;lr>", "Route: <sip:p2.test;lr>");
    assertThat(Messages.cseq(ack).getSeqNumber()).isEqualTo(314);
    assertThat(Messages.cseq(ack).getMethod()).isEqualTo("ACK");
  }

  @Test
  void aStrictRouterIsTheRequestUri() {
    Dialog dialog = answering("Record-Route: <sip:old.test>", "Record-Route: <sip:p1.test;lr>");

    Request bye = dialog.request("BYE", via());

    assertThat(bye.getRequestURI()).hasToString("sip:old.test");
    assertThat(Messages.headers(bye, "Route").map(Object::toString).map(String::trim))
        .containsExactly(
            "Route: <sip:p1.test;lr>", "Route: <sip:alice@pc.test:5062;transport=tcp>");
  }

  @Test
  void requestsAreCounted() {
    Dialog dialog = answering();

    assertThat(dialog.inOrder(SipText.request("INFO"))).as("the INVITE's number").isFalse();
    Request next = SipText.request("INFO");
    next.setHeader(Messages.header("CSeq", "400 INFO"));
    assertThat(dialog.inOrder(next)).isTrue();
    Request late = SipText.request("INFO");
    late.setHeader(Messages.header("CSeq", "399 INFO"));
    assertThat(dialog.inOrder(late)).isFalse();
    assertThat(dialog.remoteCseq()).isEqualTo(400);
  }

  @Test
  void onlyItsOwnRequestsBelongToIt() {
    Dialog dialog = answering();
    Request request = SipText.request("INFO");
    assertThat(dialog.owns(request)).as("no To tag").isFalse();
    request.setHeader(Messages.header("To", "<sip:bob@server.test>;tag=b1"));
    assertThat(dialog.owns(request)).isTrue();
    request.setHeader(Messages.header("From", "<sip:alice@atlanta.test>;tag=a2"));
    assertThat(dialog.owns(request)).isFalse();
  }

  @Test
  void aNewContactIsTheNewTarget() {
    Dialog dialog = answering();
    Request update = SipText.request("UPDATE");
    update.setHeader(Messages.header("Contact", "<sip:alice@phone.test>"));

    dialog.refreshTarget(update);

    assertThat(dialog.request("BYE", via()).getRequestURI()).hasToString("sip:alice@phone.test");
  }

  @Test
  void withoutAContactThereIsNoDialog() {
    Request invite = SipText.request("INVITE");
    invite.removeHeader("Contact");
    assertThatThrownBy(() -> Dialog.answering(invite, "b1", false, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEarlyDialogKeepsItsCountWhenConfirmed() {
    Request invite = SipText.request("INVITE");
    Dialog early =
        Dialog.calling(invite, SipText.response(183, "INVITE", "Record-Route: <sip:p1.test;lr>"));
    early.request("PRACK", via());

    Dialog confirmed = early.confirmed(invite, SipText.response(200, "INVITE"));

    assertThat(Messages.cseq(confirmed.request("BYE", via())).getSeqNumber()).isEqualTo(316);
    assertThat(confirmed.routeSet()).isEmpty();
  }

  @Test
  void sequenceNumbersEnd() {
    Dialog dialog = Dialog.answering(SipText.request("INVITE"), "b1", false, (1L << 31) - 1);
    dialog.request("INFO", via());
    assertThatThrownBy(() -> dialog.request("BYE", via()))
        .isInstanceOf(IllegalStateException.class);
  }
}
