package io.carillon.sip.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.event.DomainEvent;
import io.carillon.sip.leg.RawMessage;
import io.carillon.sip.leg.RawPhone;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A caller and a called phone with the bridge between them; nothing may be left of any call. */
abstract class BridgeTest {
  static BridgeRig rig;
  RawPhone caller;
  RawPhone callee;

  @BeforeAll
  static void start() throws Exception {
    rig = BridgeRig.start();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @BeforeEach
  void pickUp() throws Exception {
    caller = rig.phone();
    callee = rig.phone();
    rig.clear();
    rig.leadsTo(callee);
  }

  @AfterEach
  void putDown() {
    rig.nothingIsLeft();
    caller.close();
    callee.close();
  }

  /** The caller calls; the called phone gets the INVITE. */
  RawMessage call(String... headers) throws Exception {
    caller.send("INVITE", RawPhone.OFFER, headers);
    RawMessage invite = callee.request("INVITE");
    callee.adopt(invite);
    callee.reply(invite, 100, "");
    return invite;
  }

  /** The caller calls; the called phone gets the INVITE and says nothing. */
  RawMessage silence() throws Exception {
    caller.send("INVITE", RawPhone.OFFER);
    RawMessage invite = callee.request("INVITE");
    callee.adopt(invite);
    return invite;
  }

  /** Who said nothing in time says something now. */
  void tooLate(RawMessage invite) throws Exception {
    callee.reply(invite, 180, "");
    callee.reply(callee.request("CANCEL"), 200, "");
    callee.reply(invite, 487, "");
  }

  /** Both talk, and the caller's ACK has come. */
  RawMessage talk() throws Exception {
    int bridged = rig.events(DomainEvent.CallBridged.class).size();
    RawMessage invite = call();
    callee.reply(invite, 200, RawPhone.OFFER);
    callee.request("ACK");
    answered(caller);
    await().until(() -> rig.events(DomainEvent.CallBridged.class).size() > bridged);
    return invite;
  }

  static RawMessage answered(RawPhone phone) throws Exception {
    RawMessage ok = phone.response("INVITE");
    assertThat(ok.status()).as(ok.text()).isEqualTo(200);
    phone.enter(ok);
    phone.send("ACK", "");
    return ok;
  }

  /** One hangs up, the other is told. */
  static RawMessage end(RawPhone first, RawPhone second, String... headers) throws Exception {
    first.send("BYE", "", headers);
    assertThat(first.response("BYE").status()).isEqualTo(200);
    RawMessage bye = second.request("BYE");
    second.reply(bye, 200, "");
    return bye;
  }

  RawMessage refused() throws Exception {
    return caller.response("INVITE");
  }
}
