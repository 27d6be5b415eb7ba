package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.event.DomainEvent;
import io.carillon.sip.transport.SipTransport;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a full or closing server says. */
class LimitsTest {

  @Test
  void drainingEndsCallsAndRefusesNewOnes() throws Exception {
    try (TestServer server = TestServer.start(TestServer.settings());
        RawPhone phone = new RawPhone(server.address(SipTransport.UDP));
        RawPhone late = new RawPhone(server.address(SipTransport.UDP))) {
      phone.establish();
      server.handedOver(phone.callId);
      Thread drain = Thread.ofVirtual().start(() -> server.sip.drain(Duration.ofMillis(100)));

      RawMessage bye = phone.request("BYE");
      assertThat(bye.header("Reason")).contains("shutting down");
      phone.reply(bye, 200, "");
      drain.join();

      late.send("INVITE", RawPhone.OFFER);
      RawMessage refused = late.response("INVITE");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("10");
      late.send("OPTIONS", "");
      assertThat(late.response("OPTIONS").status()).isEqualTo(503);
      assertThat(server.events(DomainEvent.CallTurnedAway.class))
          .extracting(DomainEvent.CallTurnedAway::reason)
          .containsExactly(EndReason.DRAINING);
    }
  }

  @Test
  void oneSourceHasItsShareOfTheCalls() throws Exception {
    try (TestServer server = TestServer.start(TestServer.settings().withLimits(10, 1, 100));
        RawPhone first = new RawPhone(server.address(SipTransport.UDP));
        RawPhone second = new RawPhone(server.address(SipTransport.UDP))) {
      first.establish();

      second.send("INVITE", RawPhone.OFFER);
      RawMessage refused = second.response("INVITE");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).isEqualTo("10");

      first.hangUp();
      server.ended(first.callId);
      second.establish();
      second.hangUp();
    }
  }

  @Test
  void aSourceWithLimitsOfItsOwnHasMore() throws Exception {
    try (TestServer server = TestServer.start(TestServer.settings().withLimits(2, 1, 100));
        RawPhone first = new RawPhone(server.address(SipTransport.UDP));
        RawPhone second = new RawPhone(server.address(SipTransport.UDP));
        RawPhone third = new RawPhone(server.address(SipTransport.UDP))) {
      server.known = InetAddress::isLoopbackAddress;
      first.establish();
      second.establish();

      third.send("INVITE", RawPhone.OFFER);
      assertThat(third.response("INVITE").status()).as("the server's own bound").isEqualTo(503);

      first.hangUp();
      second.hangUp();
    }
  }

  @Test
  void callsOfOursAreNotTheShareOfThePlaceCalled() throws Exception {
    try (TestServer server = TestServer.start(TestServer.settings().withLimits(10, 1, 100));
        RawPhone phone = new RawPhone(server.address(SipTransport.UDP))) {
      phone.establish();
      OutgoingCall call = OutgoingCall.of("sip:x@known.test", phone.hop(), "", "c", "r");

      Leg leg = server.sip.calls().call(call, answered -> {});

      leg.end(EndReason.OPERATOR);
      RawMessage invite = phone.request("INVITE");
      phone.reply(invite, 486, "");
      phone.hangUp();
    }
  }

  @Test
  void aFloodOfCallsIsSlowedDown() throws Exception {
    try (TestServer server = TestServer.start(TestServer.settings().withLimits(100, 100, 1));
        RawPhone phone = new RawPhone(server.address(SipTransport.UDP))) {
      // two seconds' worth may come at once
      for (int i = 0; i < 2; i++) {
        try (RawPhone other = new RawPhone(server.address(SipTransport.UDP))) {
          other.establish();
          other.hangUp();
        }
      }

      phone.send("INVITE", RawPhone.OFFER);

      assertThat(phone.response("INVITE").status()).isEqualTo(503);
      assertThat(server.events(DomainEvent.CallTurnedAway.class))
          .extracting(DomainEvent.CallTurnedAway::reason)
          .containsExactly(EndReason.OVERLOAD);
    }
  }
}
