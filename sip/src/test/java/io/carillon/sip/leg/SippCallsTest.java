package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.core.event.DomainEvent.LegAnswered;
import io.carillon.core.event.DomainEvent.LegEnded;
import io.carillon.core.event.DomainEvent.LegStarted;
import io.carillon.core.testkit.RequiresPeer;
import io.carillon.sip.transport.SipTransport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole calls by Debian's sipp against the real stack on loopback. */
@RequiresPeer("sipp")
class SippCallsTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(TestServer.settings());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void anEarlyOfferIsAnsweredAndTheCallIsOnRecord() throws Exception {
    Sipp.call("early-offer", server.address(SipTransport.UDP));

    await().until(() -> server.sip.legs().isEmpty());
    assertThat(server.events(LegStarted.class)).hasSize(1);
    assertThat(server.events(LegAnswered.class)).hasSize(1);
    LegEnded ended = server.events(LegEnded.class).getFirst();
    assertThat(ended.reason()).isEqualTo(EndReason.REMOTE_HANGUP);
    assertThat(ended.statusCode()).isEqualTo(200);
    assertThat(server.sockets().open()).isZero();
  }
}
