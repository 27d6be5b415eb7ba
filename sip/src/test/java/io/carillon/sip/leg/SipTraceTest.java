package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegProtocol;
import io.carillon.core.call.LegRole;
import io.carillon.core.event.DomainEvent.SipMessagePassed;
import io.carillon.core.event.EventBus;
import io.carillon.core.testkit.HandClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SipTraceTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final String INVITE = "INVITE sip:+12065550100@pbx.example.com SIP/2.0\r\n\r\n";
  private static final String TRYING = "SIP/2.0 100 Trying\r\n\r\n";
  private static final String OK = "SIP/2.0 200 OK\r\n\r\n";
  private static final String NOT_FOUND = "SIP/2.0 404 Not Found\r\n\r\n";

  private final EventBus bus = new EventBus();
  private final List<SipMessagePassed> published = new ArrayList<>();
  private final HandClock clock = new HandClock();
  private final SipTrace trace = new SipTrace(bus, clock, "meetings", "us-east-1");

  SipTraceTest() {
    bus.subscribe(event -> published.add((SipMessagePassed) event));
  }

  @Test
  void theInviteThatBeganACallIsLoggedUnderTheCallsConnectorAndTransaction() {
    pass(true, "c-1", INVITE);
    pass(false, "c-1", TRYING);
    trace.connectors().put(leg("c-1", "t-1"));
    pass(false, "c-1", OK);

    assertThat(published).extracting(SipMessagePassed::message).containsExactly(INVITE, TRYING, OK);
    assertThat(published).extracting(SipMessagePassed::voiceConnectorId).containsOnly("vc-1");
    assertThat(published).extracting(SipMessagePassed::transactionId).containsOnly("t-1");
  }

  @Test
  void bothLegsOfACallShareItsTransaction() {
    trace.connectors().put(leg("c-1", "t-1"));
    trace.connectors().put(leg("c-2", "t-2").inCall("t-1"));
    pass(true, "c-1", OK);
    pass(true, "c-2", OK);

    assertThat(published).extracting(SipMessagePassed::transactionId).containsOnly("t-1");
    assertThat(published).extracting(SipMessagePassed::callId).containsExactly("c-1", "c-2");
  }

  @Test
  void aCallThatIsRefusedBeforeItIsOneIsLoggedInOrderUnderTheDefaultConnector() {
    pass(true, "c-1", INVITE);
    pass(false, "c-1", NOT_FOUND);

    assertThat(published).extracting(SipMessagePassed::message).containsExactly(INVITE, NOT_FOUND);
    assertThat(published).extracting(SipMessagePassed::voiceConnectorId).containsOnly("meetings");
    assertThat(published).extracting(SipMessagePassed::transactionId).containsOnly("");
  }

  @Test
  void whatIsNoCallDoesNotWait() {
    pass(true, "c-1", "OPTIONS sip:pbx.example.com SIP/2.0\r\n\r\n");

    assertThat(published).hasSize(1);
  }

  @Test
  void anInviteThatNobodyAnsweredIsLoggedAfterAWhileAllTheSame() {
    pass(true, "c-1", INVITE);
    clock.pass(Duration.ofSeconds(3));
    pass(true, "c-9", "OPTIONS sip:pbx.example.com SIP/2.0\r\n\r\n");

    assertThat(published).extracting(SipMessagePassed::callId).containsExactly("c-1", "c-9");
    assertThat(published.getFirst().at()).isEqualTo(NOON);
  }

  @Test
  void aFloodOfInvitesDoesNotWaitWithoutEnd() {
    for (int n = 0; n < 10_000; n++) {
      pass(true, "c-" + n, INVITE);
    }
    for (int n = 0; n < 100; n++) {
      pass(true, "c-9999", INVITE);
    }

    assertThat(published).hasSizeGreaterThan(10_100 - 256 - 5);
  }

  private void pass(boolean inbound, String callId, String text) {
    trace.message(inbound, callId, "127.0.0.1:5060", "127.0.0.2:5060", text);
  }

  private static LegInfo leg(String callId, String transactionId) {
    return new LegInfo(
            transactionId,
            callId,
            "vc-1",
            LegProtocol.SIP,
            CallDirection.INBOUND,
            "",
            "",
            "pbx.example.com",
            "eu-west-1",
            "127.0.0.2:5060",
            "",
            NOON)
        .withRole(LegRole.CUSTOMER);
  }
}
