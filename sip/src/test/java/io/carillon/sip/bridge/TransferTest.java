package io.carillon.sip.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.event.DomainEvent.CallBridged;
import io.carillon.core.trunk.TrunkDirection;
import io.carillon.sip.leg.RawMessage;
import io.carillon.sip.leg.RawPhone;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** REFER and Replaces: the caller is the customer, who may transfer. */
class TransferTest extends BridgeTest {
  private RawPhone third;
  private RawPhone second;

  @BeforeEach
  void others() throws Exception {
    third = rig.phone();
    second = rig.phone();
    rig.transfers =
        transfer -> new TransferRouter.Place(rig.trunkCall(List.of(BridgeRig.target(third))));
  }

  @AfterEach
  void putDownOthers() {
    third.close();
    second.close();
  }

  private static String replaces(RawPhone phone) {
    return phone.callId + "%3Bto-tag%3D" + phone.toTag + "%3Bfrom-tag%3D" + phone.fromTag;
  }

  private RawMessage refer(String to, String... headers) throws Exception {
    String[] all = new String[headers.length + 1];
    all[0] = "Refer-To: <" + to + ">";
    System.arraycopy(headers, 0, all, 1, headers.length);
    caller.send("REFER", "", all);
    return caller.response("REFER");
  }

  private RawMessage notice(RawPhone phone, String status) throws Exception {
    RawMessage notify = phone.request("NOTIFY");
    phone.reply(notify, 200, "");
    assertThat(notify.header("Event")).startsWith("refer");
    assertThat(notify.header("Content-Type")).startsWith("message/sipfrag");
    assertThat(notify.body()).startsWith("SIP/2.0 " + status);
    return notify;
  }

  private RawMessage theThirdRings() throws Exception {
    RawMessage invite = third.request("INVITE");
    third.adopt(invite);
    third.reply(invite, 180, "");
    return invite;
  }

  private void theThirdAnswers(RawMessage invite) throws Exception {
    third.reply(invite, 200, RawPhone.OFFER);
    third.request("ACK");
  }

  private static void hungUp(RawPhone phone) throws Exception {
    phone.reply(phone.request("BYE"), 200, "");
  }

  @Test
  void aBlindTransfer() throws Exception {
    talk();
    assertThat(refer("sip:+12065550177@pbx.test").status()).isEqualTo(202);
    notice(caller, "100");
    RawMessage invite = theThirdRings();
    notice(caller, "180");
    theThirdAnswers(invite);
    RawMessage last = notice(caller, "200");
    assertThat(last.header("Subscription-State")).startsWith("terminated");
    hungUp(caller);
    await().until(() -> rig.events(CallBridged.class).size() == 2);
    CallBridged bridged = rig.events(CallBridged.class).getLast();
    assertThat(bridged.customer().callId()).isEqualTo(third.callId);
    assertThat(bridged.remote().callId()).isEqualTo(callee.callId);
    end(callee, third);
  }

  @Test
  void aTransferThatFailsLeavesTheCallAsItWas() throws Exception {
    talk();
    assertThat(refer("sip:+12065550177@pbx.test").status()).isEqualTo(202);
    notice(caller, "100");
    RawMessage invite = theThirdRings();
    notice(caller, "180");
    third.reply(invite, 486, "");
    notice(caller, "486");
    end(caller, callee);
  }

  /** Whoever was called holds and hands over: the hold does not outlive him. */
  @Test
  void aCallerWhoWasHeldIsResumed() throws Exception {
    rig.direction = TrunkDirection.INBOUND;
    talk();
    callee.send("INVITE", RawPhone.offer("sendonly", 2));
    RawMessage hold = caller.request("INVITE");
    caller.reply(hold, 200, RawPhone.offer("recvonly", 2));
    caller.request("ACK");
    assertThat(callee.response("INVITE").status()).isEqualTo(200);
    callee.send("ACK", "");

    callee.send("REFER", "", "Refer-To: <sip:+12065550177@pbx.test>", "Refer-Sub: false");
    assertThat(callee.response("REFER").status()).isEqualTo(202);
    theThirdAnswers(theThirdRings());
    RawMessage resumed = caller.request("INVITE");
    assertThat(resumed.body()).contains("a=sendrecv");
    caller.reply(resumed, 200, RawPhone.offer("sendrecv", 3));
    caller.request("ACK");
    hungUp(callee);
    await().until(() -> rig.events(CallBridged.class).size() == 2);
    end(caller, third);
  }

  @Test
  void whoTransfersMayGoBeforeTheNewPartyAnswers() throws Exception {
    talk();
    refer("sip:+12065550177@pbx.test", "Refer-Sub: false");
    RawMessage invite = theThirdRings();
    caller.hangUp();
    theThirdAnswers(invite);
    await().until(() -> rig.events(CallBridged.class).size() == 2);
    end(third, callee);
  }

  @Test
  void whoWaitsForAPartyThatDoesNotComeIsHungUp() throws Exception {
    talk();
    refer("sip:+12065550177@pbx.test", "Refer-Sub: false");
    RawMessage invite = theThirdRings();
    caller.hangUp();
    third.reply(invite, 486, "");
    hungUp(callee);
  }

  @Test
  void anAttendedTransferJoinsTheTwoFarEnds() throws Exception {
    talk();
    rig.leadsTo(third);
    second.send("INVITE", RawPhone.OFFER);
    RawMessage consultation = third.request("INVITE");
    third.adopt(consultation);
    theThirdAnswers(consultation);
    answered(second);
    await().until(() -> rig.events(CallBridged.class).size() == 2);

    caller.send("INVITE", RawPhone.offer("sendonly", 2));
    RawMessage hold = callee.request("INVITE");
    callee.reply(hold, 200, RawPhone.offer("recvonly", 2));
    callee.request("ACK");
    assertThat(caller.response("INVITE").status()).isEqualTo(200);
    caller.send("ACK", "");

    assertThat(refer("sip:+12065550177@pbx.test?Replaces=" + replaces(second)).status())
        .isEqualTo(202);
    notice(caller, "100");
    notice(caller, "200");
    hungUp(caller);
    hungUp(second);
    RawMessage resumed = callee.request("INVITE"); // the hold is over for who was transferred
    assertThat(resumed.body()).doesNotContain("a=sendonly");
    callee.reply(resumed, 200, RawPhone.offer("sendrecv", 3));
    callee.request("ACK");
    await().until(() -> rig.events(CallBridged.class).size() == 3);
    end(third, callee);
  }

  /** Who transfers does not wait for the answer of the party he has called (RFC 5589 7.6). */
  private RawMessage semiAttended() throws Exception {
    talk();
    rig.leadsTo(third);
    second.send("INVITE", RawPhone.OFFER);
    RawMessage consultation = theThirdRings();
    second.enter(second.provisional(180));
    assertThat(refer("sip:+12065550177@pbx.test?Replaces=" + replaces(second)).status())
        .isEqualTo(202);
    notice(caller, "100");
    return consultation;
  }

  @Test
  void aSecondCallThatStillRingsIsWaitedFor() throws Exception {
    RawMessage consultation = semiAttended();
    theThirdAnswers(consultation);
    answered(second);
    notice(caller, "200");
    hungUp(caller);
    hungUp(second);
    await().until(() -> rig.events(CallBridged.class).size() == 3);
    end(third, callee);
  }

  @Test
  void theCallIsAsItWasWhenWhoRingsDoesNotAnswer() throws Exception {
    RawMessage consultation = semiAttended();
    third.reply(consultation, 486, "");
    assertThat(second.response("INVITE").status()).isEqualTo(486);
    notice(caller, "486");
    end(caller, callee);
  }

  @Test
  void whoTransfersTalksToWhoRingsWhenTheOtherHasGone() throws Exception {
    RawMessage consultation = semiAttended();
    callee.send("BYE", "");
    assertThat(callee.response("BYE").status()).isEqualTo(200);
    notice(caller, "487");
    hungUp(caller);
    theThirdAnswers(consultation);
    answered(second);
    await().until(() -> rig.events(CallBridged.class).size() == 2);
    end(second, third);
  }

  @Test
  void anAttendedTransferToACallThereIsNot() throws Exception {
    talk();
    second.toTag = "nobody";
    assertThat(refer("sip:+12065550177@pbx.test?Replaces=" + replaces(second)).status())
        .isEqualTo(202);
    notice(caller, "100");
    notice(caller, "481");
    end(caller, callee);
  }

  @Test
  void theCarrierMayNotTransfer() throws Exception {
    talk();
    callee.send("REFER", "", "Refer-To: <sip:+12065550177@pbx.test>");
    assertThat(callee.response("REFER").status()).isEqualTo(403);
    end(caller, callee);
  }

  @Test
  void aTransferThatLeadsNowhereIsRefused() throws Exception {
    talk();
    assertThat(refer("mailto:nobody@pbx.test").status()).isEqualTo(400);
    rig.transfers =
        transfer ->
            new TransferRouter.Refuse(
                io.carillon.sip.leg.Refusal.of(
                    404, io.carillon.core.call.EndReason.UNKNOWN_DESTINATION, ""));
    assertThat(refer("sip:999@pbx.test").status()).isEqualTo(404);
    end(caller, callee);
  }

  @Test
  void anotherPhoneTakesTheCallOver() throws Exception {
    talk();
    second.send(
        "INVITE",
        RawPhone.OFFER,
        "Replaces: " + caller.callId + ";to-tag=" + caller.toTag + ";from-tag=" + caller.fromTag,
        "Require: replaces");
    answered(second);
    hungUp(caller);
    await().until(() -> rig.events(CallBridged.class).size() == 2);
    CallBridged joined = rig.events(CallBridged.class).getLast();
    assertThat(joined.customer().callId()).isEqualTo(second.callId);
    assertThat(joined.transactionId())
        .isEqualTo(rig.events(CallBridged.class).getFirst().transactionId());
    end(callee, second);
  }

  @Test
  void anotherPhoneAnswersInPlaceOfTheOneThatRings() throws Exception {
    RawMessage invite = call();
    callee.reply(invite, 180, "");
    caller.provisional(180);
    second.send(
        "INVITE",
        RawPhone.OFFER,
        "Replaces: " + callee.callId + ";to-tag=" + callee.toTag + ";from-tag=" + callee.fromTag);
    answered(second);
    RawMessage cancel = callee.request("CANCEL");
    callee.reply(cancel, 200, "");
    callee.reply(invite, 487, "");
    answered(caller);
    await().until(() -> rig.events(CallBridged.class).size() == 1);
    end(second, caller);
  }

  @Test
  void aCallThereIsNotCannotBeTakenOver() throws Exception {
    second.send("INVITE", RawPhone.OFFER, "Replaces: none;to-tag=a;from-tag=b");
    assertThat(second.response("INVITE").status()).isEqualTo(481);
  }

  @Test
  void anAnsweredCallIsNotTakenOverByWhoWantsARingingOne() throws Exception {
    talk();
    second.send(
        "INVITE",
        RawPhone.OFFER,
        "Replaces: "
            + caller.callId
            + ";to-tag="
            + caller.toTag
            + ";from-tag="
            + caller.fromTag
            + ";early-only");
    assertThat(second.response("INVITE").status()).isEqualTo(486);
    end(caller, callee);
  }
}
