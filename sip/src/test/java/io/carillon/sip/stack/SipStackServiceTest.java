package io.carillon.sip.stack;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.sip.transport.SipTransport;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two stacks talk over loopback. */
class SipStackServiceTest {

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void aRequestIsAnsweredOverEachTransport(SipTransport transport) throws Exception {
    try (Peer alice = Peer.of("alice", null, transport);
        Peer bob = Peer.of("bob", null, transport)) {
      Request options = alice.request("OPTIONS", bob.hop(transport));

      alice.sip.newClientTransaction(options, bob.hop(transport)).sendRequest();

      Response response = alice.responses.poll(5, SECONDS);
      assertThat(response).isNotNull();
      assertThat(response.getStatusCode()).isEqualTo(200);
      ViaHeader via = (ViaHeader) response.getHeader("Via");
      assertThat(via.getReceived()).isEqualTo("127.0.0.1");
      assertThat(via.getRPort()).isPositive();
      assertThat(alice.tapped).hasSize(2);
      assertThat(alice.tapped.getFirst()).startsWith("> OPTIONS sip:bob@127.0.0.1");
      assertThat(alice.tapped.getLast()).startsWith("< SIP/2.0 200");
    }
  }
}
