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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole calls by Debian's sipp against the real stack on loopback. */
@RequiresPeer("sipp")
class SippCallsTest {
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(new SocketMedia(), TestServer.settings(), new HurriedScheduler());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "early-offer, REMOTE_HANGUP, 200",
    "late-offer, REMOTE_HANGUP, 200",
    "hold-resume, REMOTE_HANGUP, 200",
    "update, REMOTE_HANGUP, 200",
    "prack, REMOTE_HANGUP, 200",
    "cancel, CANCELLED, 487",
    "session-expiry, SESSION_EXPIRED, 200"
  })
  void aCallGoesThroughAndIsOnRecord(String scenario, EndReason reason, int status)
      throws Exception {
    server.events.clear();

    Sipp.call(scenario, server.address(SipTransport.UDP));

    await().until(() -> server.sip.legs().isEmpty());
    assertThat(server.events(LegStarted.class)).hasSize(1);
    assertThat(server.events(LegAnswered.class)).hasSize(status == 200 ? 1 : 0);
    assertThat(server.events(LegEnded.class)).hasSize(1);
    LegEnded ended = server.events(LegEnded.class).getFirst();
    assertThat(ended.reason()).isEqualTo(reason);
    assertThat(ended.statusCode()).isEqualTo(status);
    assertThat(server.sockets().open()).isZero();
  }

  @Test
  void aCallGoesThroughOverTcp() throws Exception {
    Sipp.call("hold-resume", server.address(SipTransport.TCP), "-t", "t1");
    await().until(() -> server.sip.legs().isEmpty());
  }
}
