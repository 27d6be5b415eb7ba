package io.carillon.sip.transport;

import static io.carillon.sip.transport.RawClient.options;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.testkit.RequiresPeer;
import io.carillon.sip.stack.Peer;
import io.carillon.sip.stack.SipStackSettings;
import io.carillon.sip.tls.ClientAuthentication;
import io.carillon.sip.tls.TlsSettings;
import io.carillon.sip.tls.TlsTestFiles;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIP over TLS: versions, names, certificates of both sides, and a reload in the middle. */
class TlsTransportTest {
  @TempDir static Path folder;

  private static TlsTestFiles serverFiles;
  private static TlsTestFiles clientFiles;
  private static TlsTestFiles strangerFiles;
  private static Peer server;

  @BeforeAll
  static void start() throws Exception {
    serverFiles = TlsTestFiles.make(folder.resolve("server"), "meet.example.com", "127.0.0.1");
    clientFiles = TlsTestFiles.make(folder.resolve("client"), "room.example.com", "127.0.0.1");
    strangerFiles = TlsTestFiles.make(folder.resolve("stranger"), "stranger.example.com");
    TransportTimeouts quick =
        new TransportTimeouts(
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(100),
            Duration.ofSeconds(10));
    SipStackSettings defaults =
        SipStackSettings.of(
            "tls",
            List.of(ListenerSettings.of(SipTransport.TLS, "127.0.0.1", 0)),
            serverFiles.settings(clientFiles.certificate(), ClientAuthentication.WANT));
    server =
        new Peer(
            new SipStackSettings(
                defaults.name(),
                defaults.listeners(),
                defaults.tls(),
                TransportLimits.defaults(),
                quick,
                1,
                4,
                1_000));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Peer client(TlsSettings tls) throws Exception {
    return Peer.of("client", tls, SipTransport.TLS);
  }

  private static Response call(Peer client, String expectedName) throws Exception {
    SipHop hop = new SipHop(server.address(SipTransport.TLS), SipTransport.TLS, expectedName);
    Request request = client.request("OPTIONS", hop);
    client.sip.newClientTransaction(request, hop).sendRequest();
    return client.responses.poll(10, SECONDS);
  }

  @Test
  void bothSidesSeeTheOthersCertificate() throws Exception {
    server.requests.clear();
    try (Peer client =
        client(clientFiles.settings(serverFiles.certificate(), ClientAuthentication.NONE))) {
      assertThat(call(client, "meet.example.com").getStatusCode()).isEqualTo(200);
    }
    Request seen = server.requests.poll(5, SECONDS);
    assertThat(server.sip.arrival(seen).tls())
        .hasValueSatisfying(
            session -> {
              try {
                X509Certificate peer = (X509Certificate) session.getPeerCertificates()[0];
                assertThat(peer.getSubjectX500Principal().getName())
                    .isEqualTo("CN=room.example.com");
              } catch (javax.net.ssl.SSLPeerUnverifiedException e) {
                throw new AssertionError(e);
              }
            });
  }

  @Test
  void anotherNameThanExpectedIsATransportError() throws Exception {
    try (Peer client =
        client(clientFiles.settings(serverFiles.certificate(), ClientAuthentication.NONE))) {
      assertThat(call(client, "bank.example.com").getStatusCode()).isEqualTo(503);
    }
  }

  @Test
  void withoutANameTheCertificateMustCarryTheAddress() throws Exception {
    try (Peer client =
        client(clientFiles.settings(serverFiles.certificate(), ClientAuthentication.NONE))) {
      assertThat(call(client, null).getStatusCode()).isEqualTo(200);
    }
  }

  @Test
  void anAuthorityThatIsNotTrustedIsATransportError() throws Exception {
    try (Peer client =
        client(clientFiles.settings(strangerFiles.certificate(), ClientAuthentication.NONE))) {
      assertThat(call(client, "meet.example.com").getStatusCode()).isEqualTo(503);
    }
  }

  private static RawClient tlsClient() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    InetSocketAddress address = server.address(SipTransport.TLS);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
    socket.startHandshake();
    return new RawClient(socket);
  }

  private static String servedCertificate() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    InetSocketAddress address = server.address(SipTransport.TLS);
    try (SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(address.getAddress(), address.getPort())) {
      socket.startHandshake();
      X509Certificate leaf = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return leaf.getSubjectX500Principal().getName();
    }
  }

  @Test
  void aReloadLeavesOpenConnectionsAlone() throws Exception {
    TlsTestFiles fresh =
        TlsTestFiles.make(folder.resolve("fresh"), "renewed.example.com", "127.0.0.1");
    TlsTestFiles old = TlsTestFiles.make(folder.resolve("old"), "unused.example.com");
    old.replaceBy(serverFiles);
    try (RawClient open = tlsClient()) {
      open.send(options("reload", 1, "l: 0\r\n"));
      assertThat(open.read()).startsWith("SIP/2.0 200");

      serverFiles.replaceBy(fresh);
      server.sip.reloadTls();

      assertThat(servedCertificate()).isEqualTo("CN=renewed.example.com");
      open.send(options("reload", 2, "l: 0\r\n"));
      assertThat(open.read()).startsWith("SIP/2.0 200");
    } finally {
      serverFiles.replaceBy(old);
      server.sip.reloadTls();
    }
  }

  @Test
  void whoDoesNotBeginAHandshakeIsCutOff() throws Exception {
    try (Socket silent = new Socket()) {
      silent.connect(server.address(SipTransport.TLS));
      assertThat(new RawClient(silent).closedWithin(4_000)).isTrue();
    }
  }

  @Test
  void plainSipOnTheTlsPortIsCutOff() throws Exception {
    try (RawClient plain = new RawClient(server.address(SipTransport.TLS))) {
      plain.send(options("plain", 1, "l: 0\r\n"));
      assertThat(plain.closedWithin(4_000)).isTrue();
    }
  }

  @ParameterizedTest
  @RequiresPeer("openssl")
  @CsvSource({
    "-tls1_3, true",
    "-tls1_2, true",
    "-tls1_2 -cipher ECDHE-RSA-AES256-GCM-SHA384, true",
    "-tls1_2 -cipher DHE-RSA-AES128-GCM-SHA256, true",
    "-tls1_2 -cipher AES256-GCM-SHA384, false",
    "-tls1_2 -cipher ECDHE-RSA-AES256-SHA384, false",
    "-tls1_1 -cipher ALL:@SECLEVEL=0, false",
    "-tls1 -cipher ALL:@SECLEVEL=0, false"
  })
  void openSslGetsOnlyWhatIsSafe(String options, boolean accepted) throws Exception {
    InetSocketAddress address = server.address(SipTransport.TLS);
    List<String> command =
        new java.util.ArrayList<>(
            List.of("openssl", "s_client", "-connect", "127.0.0.1:" + address.getPort()));
    command.addAll(List.of(options.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(10, SECONDS)).isTrue();

    assertThat(output.contains("Cipher is (NONE)")).as(output).isEqualTo(!accepted);
  }
}
