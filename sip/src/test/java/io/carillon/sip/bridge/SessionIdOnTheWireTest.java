package io.carillon.sip.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.leg.RawMessage;
import io.carillon.sip.leg.RawPhone;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Session-ID in every message of a call, with both halves as each side sees them (RFC 7989). */
class SessionIdOnTheWireTest extends BridgeTest {
  private static final String ALICE = "a".repeat(32);
  private static final String BOB = "b".repeat(32);
  private static final String CAROL = "c".repeat(32);
  private static final String NIL = "0".repeat(32);
  private static final String OF_ALICE = "Session-ID: " + ALICE + ";remote=" + BOB;
  private static final String OF_BOB = "Session-ID: " + BOB + ";remote=" + ALICE;

  /** Alice and Bob talk, and each has said its half. */
  private void theyTalk() throws Exception {
    RawMessage invite = call("Session-ID: " + ALICE + ";remote=" + NIL);
    callee.reply(invite, 200, RawPhone.OFFER, OF_BOB);
    tells(callee.request("ACK"), ALICE, BOB);
    tells(answered(caller), BOB, ALICE);
  }

  private static void tells(RawMessage message, String other, String own) {
    assertThat(message.header("Session-ID"))
        .as(message.firstLine())
        .isEqualTo(other + ";remote=" + own);
  }

  @Test
  void theInviteItsProvisionalResponsesAndTheirPracks() throws Exception {
    RawMessage invite =
        call("Require: 100rel", "Supported: 100rel", "Session-ID: " + ALICE + ";remote=" + NIL);
    tells(invite, ALICE, NIL);
    callee.reply(invite, 183, RawPhone.OFFER, "Require: 100rel", "RSeq: 7", OF_BOB);
    RawMessage prack = callee.request("PRACK");
    tells(prack, ALICE, BOB);
    callee.reply(prack, 200, "");
    RawMessage early = caller.provisional(183);
    tells(early, BOB, ALICE);
    caller.enter(early);
    int number = caller.cseq;
    caller.send("PRACK", "", "RAck: " + early.header("RSeq") + " " + number + " INVITE", OF_ALICE);
    tells(caller.response("PRACK"), BOB, ALICE);
    caller.sendWithCseq("CANCEL", number, "", OF_ALICE);
    RawMessage cancel = callee.request("CANCEL");
    tells(cancel, ALICE, BOB);
    callee.reply(cancel, 200, "");
    callee.reply(invite, 487, "", OF_BOB);
    caller.provisional(487);
  }

  @Test
  void reInviteAndItsAckAndUpdateAndBye() throws Exception {
    theyTalk();
    caller.send("INVITE", RawPhone.offer("sendonly", 2), OF_ALICE);
    RawMessage hold = callee.request("INVITE");
    tells(hold, ALICE, BOB);
    callee.reply(hold, 200, RawPhone.offer("recvonly", 2), OF_BOB);
    tells(callee.request("ACK"), ALICE, BOB);
    tells(caller.response("INVITE"), BOB, ALICE);
    caller.send("ACK", "", OF_ALICE);

    callee.send("UPDATE", "", OF_BOB);
    tells(callee.response("UPDATE"), ALICE, BOB);
    tells(end(caller, callee, OF_ALICE), ALICE, BOB);
  }

  @Test
  void aRefusalTellsWhoRefuses() throws Exception {
    RawMessage invite = call("Session-ID: " + ALICE + ";remote=" + NIL);
    callee.reply(invite, 486, "", OF_BOB);
    tells(refused(), BOB, ALICE);
  }

  @Test
  void whoeverComesByATransferIsToldTheRealOtherParty() throws Exception {
    RawPhone third = rig.phone();
    rig.transfers =
        transfer -> new TransferRouter.Place(rig.trunkCall(List.of(BridgeRig.target(third))));
    theyTalk();
    caller.send("REFER", "", "Refer-To: <sip:+12065550177@pbx.test>", "Refer-Sub: false", OF_ALICE);
    tells(caller.response("REFER"), BOB, ALICE);
    RawMessage invite = third.request("INVITE");
    tells(invite, BOB, NIL);
    third.adopt(invite);
    third.reply(
        invite, 200, RawPhone.offer("sendonly", 1), "Session-ID: " + CAROL + ";remote=" + BOB);
    tells(third.request("ACK"), BOB, CAROL);
    RawMessage told = callee.request("INVITE"); // Carol speaks only, so Bob has to be told
    tells(told, CAROL, BOB);
    callee.reply(told, 200, RawPhone.offer("recvonly", 2), OF_BOB);
    tells(callee.request("ACK"), CAROL, BOB);
    RawMessage bye = caller.request("BYE");
    caller.reply(bye, 200, "");
    tells(end(callee, third), BOB, CAROL);
    third.close();
  }
}
