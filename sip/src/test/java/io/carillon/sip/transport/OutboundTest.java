package io.carillon.sip.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.stack.Peer;
import io.carillon.sip.stack.SipStackSettings;
import io.carillon.sip.tls.ClientAuthentication;
import io.carillon.sip.tls.TlsSettings;
import io.carillon.sip.tls.TlsTestFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that we open: never waited for, kept alive, used again, and given up. */
class OutboundTest {

  private static Peer withPing(Duration ping, Duration pong) throws Exception {
    TransportTimeouts usual = TransportTimeouts.defaults();
    SipStackSettings defaults =
        SipStackSettings.of(
            "out", List.of(ListenerSettings.of(SipTransport.TCP, "127.0.0.1", 0)), null);
    return new Peer(
        new SipStackSettings(
            defaults.name(),
            defaults.listeners(),
            null,
            defaults.limits(),
            new TransportTimeouts(
                usual.partialMessage(),
                usual.idle(),
                usual.handshake(),
                Duration.ofSeconds(2),
                ping,
                pong),
            1,
            4,
            1_000));
  }

  private static ServerSocket listen() throws Exception {
    ServerSocket socket = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
    socket.setSoTimeout(5_000);
    return socket;
  }

  private static SipHop hop(ServerSocket socket) {
    return new SipHop(
        new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort()), SipTransport.TCP);
  }

  @Test
  void aConnectionThatIsRefusedAnswers503() throws Exception {
    SipHop nobody;
    try (ServerSocket socket = listen()) {
      nobody = hop(socket);
    }
    try (Peer client = Peer.of("refused", null, SipTransport.TCP)) {
      client.sip.newClientTransaction(client.request("INVITE", nobody), nobody).sendRequest();

      Response response = client.responses.poll(5, SECONDS);
      assertThat(response.getStatusCode()).isEqualTo(503);
      await().atMost(5, SECONDS).until(() -> client.sip.clientTransactions() <= 1);
    }
  }

  @Test
  void aConnectionThatBreaksAnswers503() throws Exception {
    try (ServerSocket socket = listen();
        Peer client = Peer.of("broken", null, SipTransport.TCP)) {
      client
          .sip
          .newClientTransaction(client.request("INVITE", hop(socket)), hop(socket))
          .sendRequest();
      try (RawClient accepted = new RawClient(socket.accept())) {
        assertThat(accepted.read()).startsWith("INVITE ");
      }

      assertThat(client.responses.poll(5, SECONDS).getStatusCode()).isEqualTo(503);
    }
  }

  @Test
  void requestsToOnePeerShareAConnectionAndNoneIsLost() throws Exception {
    try (ServerSocket socket = listen();
        Peer client = Peer.of("shared", null, SipTransport.TCP)) {
      // all before there can be a connection
      for (int i = 0; i < 20; i++) {
        client
            .sip
            .newClientTransaction(client.request("OPTIONS", hop(socket)), hop(socket))
            .sendRequest();
      }
      try (RawClient accepted = new RawClient(socket.accept())) {
        for (int i = 0; i < 20; i++) {
          assertThat(accepted.read()).startsWith("OPTIONS ");
        }
      }
    }
  }

  @Test
  void aSilentConnectionIsPingedAndGivenUpWithoutAnAnswer() throws Exception {
    try (ServerSocket socket = listen();
        Peer client = withPing(Duration.ofMillis(500), Duration.ofMillis(500))) {
      client
          .sip
          .newClientTransaction(client.request("INVITE", hop(socket)), hop(socket))
          .sendRequest();
      try (RawClient accepted = new RawClient(socket.accept())) {
        assertThat(accepted.read()).startsWith("INVITE ");
        // the first ping is answered, the second is not
        assertThat(accepted.read()).isEqualTo("\r\n\r\n");
        accepted.send("\r\n");
        assertThat(accepted.read()).isEqualTo("\r\n\r\n");
        assertThat(accepted.closedWithin(5_000)).isTrue();
      }
      assertThat(client.responses.poll(5, SECONDS).getStatusCode()).isEqualTo(503);
      assertThat(client.sip.metrics().count(DropReason.NO_PONG)).isEqualTo(1);
    }
  }

  @Test
  void aRequestBackToACallerUsesTheCallersConnection() throws Exception {
    try (Peer server = Peer.of("server", null, SipTransport.TCP);
        RawClient caller = new RawClient(server.address(SipTransport.TCP))) {
      caller.send(RawClient.options("back", 1, "l: 0\r\n"));
      assertThat(caller.read()).startsWith("SIP/2.0 200");
      SipHop back = server.sip.arrival(server.requests.poll(5, SECONDS)).back();

      server.sip.newClientTransaction(server.request("BYE", back), back).sendRequest();

      assertThat(caller.read()).startsWith("BYE ");
    }
  }

  @Test
  void anAliasCountsOnlyWithAClientCertificate(@TempDir Path folder) throws Exception {
    TlsTestFiles ours = TlsTestFiles.make(folder.resolve("a"), "127.0.0.1");
    TlsTestFiles theirs = TlsTestFiles.make(folder.resolve("b"), "127.0.0.1");
    for (ClientAuthentication asked :
        List.of(ClientAuthentication.WANT, ClientAuthentication.NONE)) {
      TlsSettings server = ours.settings(theirs.certificate(), asked);
      TlsSettings client = theirs.settings(ours.certificate(), ClientAuthentication.NONE);
      try (Peer bob = Peer.of("bob", server, SipTransport.TLS);
          Peer alice = Peer.of("alice", client, SipTransport.TLS)) {
        Request request = alice.request("OPTIONS", bob.hop(SipTransport.TLS));
        ((ViaHeader) request.getHeader("Via")).setParameter("alias", null);
        alice.sip.newClientTransaction(request, bob.hop(SipTransport.TLS)).sendRequest();
        assertThat(alice.responses.poll(5, SECONDS).getStatusCode()).isEqualTo(200);
        InetSocketAddress first = bob.sip.arrival(bob.requests.poll(5, SECONDS)).remote();

        // when we call alice at the address in her Via
        Request back = bob.request("OPTIONS", alice.hop(SipTransport.TLS));
        bob.sip.newClientTransaction(back, alice.hop(SipTransport.TLS)).sendRequest();
        assertThat(bob.responses.poll(5, SECONDS).getStatusCode()).isEqualTo(200);

        // then with her certificate known it goes over her connection, else over a new one
        InetSocketAddress used = alice.sip.arrival(alice.requests.poll(5, SECONDS)).local();
        boolean reused = used.equals(first);
        assertThat(reused).as("%s", asked).isEqualTo(asked == ClientAuthentication.WANT);
      }
    }
  }
}
