package io.carillon.sip.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegRole;
import io.carillon.core.event.DomainEvent.CallBridged;
import io.carillon.core.trunk.TrunkDirection;
import io.carillon.sip.leg.RawMessage;
import io.carillon.sip.leg.RawPhone;
import org.junit.jupiter.api.Test;

/** From the caller's INVITE to the answer, message by message over real sockets. */
class SetupTest extends BridgeTest {

  @Test
  void aCallIsPlacedAnsweredAndEnded() throws Exception {
    RawMessage invite = call();
    assertThat(invite.firstLine())
        .isEqualTo(
            "INVITE sip:" + BridgeRig.TO + "@127.0.0.1:" + callee.address().getPort() + " SIP/2.0");
    callee.reply(invite, 180, "");
    assertThat(caller.provisional(180).body()).isEmpty();
    callee.reply(invite, 200, RawPhone.OFFER);
    callee.request("ACK");
    assertThat(answered(caller).body()).contains("m=audio ");

    await().until(() -> rig.events(CallBridged.class).size() == 1);
    CallBridged bridged = rig.events(CallBridged.class).getFirst();
    assertThat(bridged.direction()).isEqualTo(CallDirection.OUTBOUND);
    assertThat(bridged.customer().callId()).isEqualTo(caller.callId);
    assertThat(bridged.customer().role()).isEqualTo(LegRole.CUSTOMER);
    assertThat(bridged.remote().callId()).isEqualTo(callee.callId);
    assertThat(bridged.remote().role()).isEqualTo(LegRole.REMOTE);
    assertThat(bridged.remote().callTransactionId()).isEqualTo(bridged.customer().transactionId());
    assertThat(rig.permits).hasValue(1);
    assertThat(rig.media.bridges).hasSize(1);

    end(caller, callee);
    await().until(() -> rig.ended().size() == 2);
    assertThat(rig.ended()).allMatch(ended -> ended.reason() == EndReason.REMOTE_HANGUP);
  }

  @Test
  void aCallFromTheCarrierGoesToTheCustomer() throws Exception {
    rig.direction = TrunkDirection.INBOUND;
    talk();
    await().until(() -> rig.events(CallBridged.class).size() == 1);
    CallBridged bridged = rig.events(CallBridged.class).getFirst();
    assertThat(bridged.customer().callId()).isEqualTo(callee.callId);
    assertThat(bridged.direction()).isEqualTo(CallDirection.INBOUND);
    end(callee, caller);
  }

  @Test
  void earlyMediaIsHeardBeforeTheAnswer() throws Exception {
    RawMessage invite = call();
    callee.reply(invite, 183, RawPhone.OFFER);
    RawMessage early = caller.provisional(183);
    assertThat(early.body()).contains("m=audio ");
    assertThat(rig.media.bridges).hasSize(1);
    callee.reply(invite, 200, RawPhone.OFFER);
    callee.request("ACK");
    answered(caller);
    end(caller, callee);
  }

  @Test
  void ringingAfterEarlyMediaIsToldToo() throws Exception {
    RawMessage invite = call();
    callee.reply(invite, 183, RawPhone.OFFER);
    caller.provisional(183);
    callee.reply(invite, 180, "");
    caller.provisional(180);
    callee.reply(invite, 181, "");
    caller.provisional(181);
    callee.reply(invite, 200, RawPhone.OFFER);
    callee.request("ACK");
    answered(caller);
    end(caller, callee);
  }

  @Test
  void eachSideHasASessionTimerOfItsOwn() throws Exception {
    RawMessage invite = call("Supported: timer", "Session-Expires: 120;refresher=uac");
    assertThat(invite.header("Session-Expires")).as("what we ask for").startsWith("1800");
    callee.reply(invite, 200, RawPhone.OFFER, "Session-Expires: 300;refresher=uas");
    callee.request("ACK");
    RawMessage ok = answered(caller);
    assertThat(ok.header("Session-Expires")).isEqualTo("120;refresher=uac");
    callee.send("UPDATE", "", "Supported: timer", "Session-Expires: 240;refresher=uac");
    assertThat(callee.response("UPDATE").header("Session-Expires")).isEqualTo("240;refresher=uac");
    end(caller, callee);
  }

  @Test
  void bothSidesMayWantReliableProvisionalResponses() throws Exception {
    RawMessage invite = call("Require: 100rel", "Supported: 100rel");
    callee.reply(invite, 183, RawPhone.OFFER, "Require: 100rel", "RSeq: 7");
    RawMessage theirPrack = callee.request("PRACK");
    callee.reply(theirPrack, 200, "");

    RawMessage early = caller.provisional(183);
    assertThat(early.header("Require")).isEqualTo("100rel");
    assertThat(early.header("RSeq")).isNotEqualTo("7");
    caller.enter(early);
    int inviteNumber = caller.cseq;
    caller.send("PRACK", "", "RAck: " + early.header("RSeq") + " " + inviteNumber + " INVITE");
    assertThat(caller.response("PRACK").status()).isEqualTo(200);

    callee.reply(invite, 200, "");
    callee.request("ACK");
    RawMessage ok = caller.provisional(200);
    assertThat(ok.body()).isEmpty();
    caller.sendWithCseq("ACK", inviteNumber, "");
    await().until(() -> rig.events(CallBridged.class).size() == 1);
    end(callee, caller);
  }

  @Test
  void anOfferThatComesWithTheAck() throws Exception {
    caller.send("INVITE", "");
    RawMessage invite = callee.request("INVITE");
    callee.adopt(invite);
    assertThat(invite.body()).contains("m=audio ");
    callee.reply(invite, 200, RawPhone.OFFER);
    callee.request("ACK");
    RawMessage ok = caller.response("INVITE");
    assertThat(ok.body()).contains("m=audio ");
    caller.enter(ok);
    caller.send("ACK", RawPhone.OFFER);
    await().until(() -> rig.events(CallBridged.class).size() == 1);
    end(caller, callee);
  }

  @Test
  void forksAreOneCallForTheCaller() throws Exception {
    RawMessage invite = call();
    callee.reply(invite, 180, "", "X-Tag: one");
    callee.reply(invite, 183, RawPhone.OFFER, "X-Tag: two");
    caller.provisional(180);
    caller.provisional(183);
    callee.reply(invite, 200, RawPhone.OFFER, "X-Tag: two");
    callee.request("ACK");
    RawMessage ok = answered(caller);
    assertThat(ok.text()).doesNotContain("tag=two").doesNotContain("tag=one");
    callee.reply(invite, 200, RawPhone.OFFER, "X-Tag: one");
    callee.request("ACK");
    RawMessage bye = callee.request("BYE"); // the second branch that answers is hung up
    assertThat(bye.header("To")).contains("tag=one");
    callee.reply(bye, 200, "");

    caller.send("BYE", "");
    assertThat(caller.response("BYE").status()).isEqualTo(200);
    callee.reply(callee.request("BYE"), 200, "");
  }

  @Test
  void theCallersCancelReachesWhoRings() throws Exception {
    RawMessage invite = call();
    callee.reply(invite, 180, "");
    caller.provisional(180);
    caller.send("CANCEL", "", "Reason: SIP;cause=200;text=\"Call completed elsewhere\"");
    assertThat(caller.response("CANCEL").status()).isEqualTo(200);
    assertThat(refused().status()).isEqualTo(487);
    RawMessage cancel = callee.request("CANCEL");
    assertThat(cancel.header("Reason")).contains("Call completed elsewhere");
    callee.reply(cancel, 200, "");
    callee.reply(invite, 487, "");
  }

  @Test
  void whoAnswersAgainstTheCancelGetsABye() throws Exception {
    RawMessage invite = call();
    callee.reply(invite, 180, "");
    caller.provisional(180);
    caller.send("CANCEL", "");
    assertThat(refused().status()).isEqualTo(487);
    callee.request("CANCEL");
    callee.reply(invite, 200, RawPhone.OFFER);
    callee.request("ACK");
    RawMessage bye = callee.request("BYE");
    callee.reply(bye, 200, "");
  }

  @Test
  void aCallWithNoHopsLeftOrOnAnOldWayIsRefused() throws Exception {
    caller.send("INVITE", RawPhone.OFFER, "Max-Forwards: 0");
    assertThat(refused().status()).isEqualTo(483);

    RawPhone again = rig.phone();
    RawMessage invite = call("Max-Forwards: 9");
    assertThat(invite.header("Max-Forwards")).isEqualTo("8");
    again.send("INVITE", RawPhone.OFFER, "X-Carillon-Way: " + invite.header("X-Carillon-Way"));
    assertThat(again.response("INVITE").status()).isEqualTo(482);
    again.close();
    callee.reply(invite, 486, "");
    assertThat(refused().status()).isEqualTo(486);
  }
}
