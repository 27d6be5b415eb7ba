package io.carillon.sip.stack;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.transport.DropReason;
import io.carillon.sip.transport.ListenerSettings;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipMessageTap;
import io.carillon.sip.transport.SipTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;

/** Overload and scanners are dealt with before a transaction exists. */
class ValveTest {

  @Test
  void newCallsGet503WhileOverloadedAndScannersNothing() throws Exception {
    AtomicBoolean overloaded = new AtomicBoolean(true);
    try (Peer client = Peer.of("client", null, SipTransport.TCP);
        SipStackService server =
            new SipStackService(
                SipStackSettings.of(
                    "server", List.of(ListenerSettings.of(SipTransport.TCP, "127.0.0.1", 0)), null),
                SipMessageTap.none(),
                new SimpleMeterRegistry(),
                new SecureRandom())) {
      server.start(
          client, (request, source) -> request.getHeader("User-Agent") == null, overloaded::get);
      SipHop hop = new SipHop(server.listening(SipTransport.TCP).bound(), SipTransport.TCP);

      client.sip.newClientTransaction(client.request("INVITE", hop), hop).sendRequest();

      Response response = client.responses.poll(5, SECONDS);
      assertThat(response.getStatusCode()).isEqualTo(503);
      assertThat(((RetryAfterHeader) response.getHeader("Retry-After")).getRetryAfter())
          .isPositive();
      assertThat(server.serverTransactions()).isZero();

      overloaded.set(false);
      javax.sip.message.Request scan = client.request("OPTIONS", hop);
      scan.addHeader(client.sip.headers().createUserAgentHeader(List.of("friendly-scanner")));
      client.sip.newClientTransaction(scan, hop).sendRequest();
      assertThat(client.responses.poll(1, SECONDS)).isNull();
      assertThat(server.metrics().count(DropReason.REFUSED_BY_VALVE)).isEqualTo(2);
    }
  }
}
