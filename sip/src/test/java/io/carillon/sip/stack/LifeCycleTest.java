package io.carillon.sip.stack;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.transport.ListenerSettings;
import io.carillon.sip.transport.SipMessageTap;
import io.carillon.sip.transport.SipTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** The stack begins whole or not at all, and leaves nothing behind. */
@Isolated
class LifeCycleTest {

  private static Set<String> threads() {
    Set<String> names = new HashSet<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      names.add(thread.getName());
    }
    return names;
  }

  @Test
  void aStoppedStackLeavesNoThreadAndNoSocket() throws Exception {
    InetSocketAddress address;
    try (Peer peer = Peer.of("leaving", null, SipTransport.TCP, SipTransport.UDP);
        Peer client = Peer.of("client", null, SipTransport.TCP)) {
      address = peer.address(SipTransport.TCP);
      client
          .sip
          .newClientTransaction(
              client.request("OPTIONS", peer.hop(SipTransport.TCP)), peer.hop(SipTransport.TCP))
          .sendRequest();
      assertThat(client.responses.poll(5, SECONDS).getStatusCode()).isEqualTo(200);
      assertThat(threads()).anyMatch(name -> name.startsWith("sip-leaving-"));
    }
    await()
        .atMost(5, SECONDS)
        .untilAsserted(
            () -> assertThat(threads()).noneMatch(name -> name.startsWith("sip-leaving-")));
    try (Socket socket = new Socket()) {
      assertThatThrownBy(() -> socket.connect(address, 1_000)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aTakenPortNamesTheAddressAndNothingStaysBound() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        SipStackService service =
            new SipStackService(
                SipStackSettings.of(
                    "taken",
                    List.of(
                        ListenerSettings.of(SipTransport.UDP, "127.0.0.1", 0),
                        ListenerSettings.of(SipTransport.TCP, "127.0.0.1", taken.getLocalPort())),
                    null),
                SipMessageTap.none(),
                new SimpleMeterRegistry(),
                new SecureRandom())) {
      assertThatThrownBy(() -> service.start(new Quiet()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void afterStopAcceptingOpenConnectionsGoOn() throws Exception {
    try (Peer server = Peer.of("draining", null, SipTransport.TCP);
        Peer client = Peer.of("client", null, SipTransport.TCP)) {
      client
          .sip
          .newClientTransaction(
              client.request("OPTIONS", server.hop(SipTransport.TCP)), server.hop(SipTransport.TCP))
          .sendRequest();
      assertThat(client.responses.poll(5, SECONDS).getStatusCode()).isEqualTo(200);
      InetSocketAddress address = server.address(SipTransport.TCP);

      server.sip.stopAccepting();

      client
          .sip
          .newClientTransaction(
              client.request("OPTIONS", server.hop(SipTransport.TCP)), server.hop(SipTransport.TCP))
          .sendRequest();
      assertThat(client.responses.poll(5, SECONDS).getStatusCode()).isEqualTo(200);
      try (Socket socket = new Socket()) {
        assertThatThrownBy(() -> socket.connect(address, 1_000)).isInstanceOf(IOException.class);
      }
    }
  }

  /** Hears and says nothing. */
  private static final class Quiet implements javax.sip.SipListener {
    @Override
    public void processRequest(javax.sip.RequestEvent event) {}

    @Override
    public void processResponse(javax.sip.ResponseEvent event) {}

    @Override
    public void processTimeout(javax.sip.TimeoutEvent event) {}

    @Override
    public void processIOException(javax.sip.IOExceptionEvent event) {}

    @Override
    public void processTransactionTerminated(javax.sip.TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(javax.sip.DialogTerminatedEvent event) {}
  }
}
