package io.carillon.sip.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.connector.RouteProtocol;
import io.carillon.core.trunk.TrunkDirection;
import io.carillon.core.trunk.TrunkTarget;
import io.carillon.sip.leg.RawMessage;
import io.carillon.sip.leg.RawPhone;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which place is tried next, and what the caller is told when none is left. */
class FailoverTest extends BridgeTest {
  private RawPhone second;

  @BeforeEach
  void anotherPlace() throws Exception {
    second = rig.phone();
    rig.leadsTo(callee, second);
  }

  @AfterEach
  void putDownSecond() {
    second.close();
  }

  private void theSecondAnswers() throws Exception {
    RawMessage invite = second.request("INVITE");
    second.adopt(invite);
    second.reply(invite, 200, RawPhone.OFFER);
    second.request("ACK");
    answered(caller);
    end(caller, second);
  }

  @ParameterizedTest
  @ValueSource(ints = {503, 500, 504, 408})
  void aPlaceThatDoesNotWorkIsPassedOver(int status) throws Exception {
    RawMessage invite = call();
    callee.reply(invite, status, "");
    callee.request("ACK");
    theSecondAnswers();
  }

  @Test
  void aPlaceOfAConnectorWithoutRoomIsPassedOver() throws Exception {
    RawPhone third = rig.phone();
    rig.full = Set.of("full");
    rig.targets = List.of(of("full", callee), of("full", third), of("roomy", second));
    caller.send("INVITE", RawPhone.OFFER);
    theSecondAnswers();
    third.close();
  }

  private static TrunkTarget of(String connectorId, RawPhone phone) {
    TrunkTarget there = BridgeRig.target(phone);
    return new TrunkTarget(
        connectorId,
        there.region(),
        there.routeName(),
        there.host(),
        there.port(),
        there.transport(),
        there.encryption(),
        there.user(),
        there.domain(),
        there.credentials());
  }

  @Test
  void aPlaceThatSaysNothingIsPassedOver() throws Exception {
    RawMessage invite = silence();
    theSecondAnswers();
    tooLate(invite);
  }

  @Test
  void aPlaceThatSaysNothingHoldsNoPortsWhileItsInviteIsWaitedFor() throws Exception {
    RawMessage silent = silence();
    RawMessage invite = second.request("INVITE");
    second.adopt(invite);
    second.reply(invite, 200, RawPhone.OFFER);
    second.request("ACK");
    answered(caller);
    assertThat(rig.media.open()).as("the caller's and the second's").isEqualTo(2);
    assertThat(rig.ended()).as("the silent leg is over").hasSize(1);
    end(caller, second);
    await().untilAsserted(() -> assertThat(rig.media.open()).isZero());
    assertThat(rig.permits).as("so is the call's room").hasValue(0);
    tooLate(silent);
  }

  @Test
  void aPlaceThatRefusesTheConnectionIsPassedOver() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      closed = socket.getLocalPort();
    }
    rig.targets = List.of(BridgeRig.target(closed, RouteProtocol.TCP), BridgeRig.target(second));
    caller.send("INVITE", RawPhone.OFFER);
    theSecondAnswers();
  }

  @ParameterizedTest
  @ValueSource(ints = {486, 600, 603, 404, 480})
  void aPartyThatSaysNoIsNotCalledAgain(int status) throws Exception {
    RawMessage invite = call();
    callee.reply(invite, status, "", "Reason: Q.850;cause=17;text=\"busy\"");
    callee.request("ACK");
    RawMessage refusal = refused();
    assertThat(refusal.status()).isEqualTo(status);
    assertThat(refusal.header("Reason")).contains("Q.850;cause=17");
    assertThat(rig.ended()).hasSize(2); // no third leg was made
  }

  @Test
  void afterRingingNobodyElseIsCalled() throws Exception {
    RawMessage invite = call();
    callee.reply(invite, 180, "");
    caller.provisional(180);
    callee.reply(invite, 503, "");
    assertThat(refused().status()).isEqualTo(500);
  }

  @ParameterizedTest
  @CsvSource({"503,500", "400,502", "420,502", "501,502", "302,480", "407,403", "488,488"})
  void theCallerIsToldWhatConcernsIt(int theirs, int told) throws Exception {
    rig.leadsTo(callee);
    RawMessage invite = call();
    callee.reply(invite, theirs, "");
    assertThat(refused().status()).isEqualTo(told);
  }

  @Test
  void nobodyThereIs504() throws Exception {
    rig.leadsTo(callee);
    RawMessage invite = silence();
    assertThat(refused().status()).isEqualTo(504);
    tooLate(invite);
  }

  @Test
  void aCustomersRedirectToAKnownPlaceIsFollowed() throws Exception {
    rig.direction = TrunkDirection.INBOUND;
    rig.leadsTo(callee);
    RawMessage invite = call();
    String contact = "<sip:200@127.0.0.1:" + callee.address().getPort() + ">";
    callee.reply(invite, 302, "", "Contact: " + contact);
    callee.request("ACK");
    RawMessage again = callee.request("INVITE");
    assertThat(again.firstLine()).startsWith("INVITE sip:200@127.0.0.1");
    assertThat(again.header("Call-ID")).isNotEqualTo(invite.header("Call-ID"));
    assertThat(again.header("Diversion"))
        .isEqualTo(
            "<sip:" + BridgeRig.TO + "@abc.voiceconnector.test>;reason=unconditional;counter=1");
    callee.adopt(again);
    callee.reply(again, 200, RawPhone.OFFER);
    callee.request("ACK");
    answered(caller);
    end(caller, callee);
  }

  @Test
  void aRedirectElsewhereIsNotFollowed() throws Exception {
    rig.direction = TrunkDirection.INBOUND;
    rig.leadsTo(callee);
    RawMessage invite = call();
    callee.reply(
        invite, 302, "", "Contact: <sip:200@127.0.0.1:" + second.address().getPort() + ">");
    assertThat(refused().status()).isEqualTo(480);
  }
}
