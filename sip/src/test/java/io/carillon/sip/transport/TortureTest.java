package io.carillon.sip.transport;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.stack.Peer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * RFC 4475 at the transports: what must reach the user agent does, what must be refused is, and
 * what must be ignored is. What the user agent then answers (416, 420, 415, 405...) is tested
 * there.
 */
class TortureTest {
  private static final Map<String, byte[]> MESSAGES = TortureMessages.all();

  // Two, or the second of two equal messages would be a retransmission of the first.
  private static Peer udp;
  private static Peer tcp;

  // So are these, with the branch and sent-by of one before them: they go to a server of their own.
  private static final Set<String> SECOND_USE = Set.of("novelsc", "cparam02", "regescrt");
  private static Peer secondUdp;
  private static Peer secondTcp;

  @BeforeAll
  static void start() throws Exception {
    udp = Peer.of("torture-udp", null, SipTransport.UDP);
    tcp = Peer.of("torture-tcp", null, SipTransport.TCP);
    secondUdp = Peer.of("torture-udp-2", null, SipTransport.UDP);
    secondTcp = Peer.of("torture-tcp-2", null, SipTransport.TCP);
  }

  @AfterAll
  static void stop() {
    for (Peer peer : List.of(udp, tcp, secondUdp, secondTcp)) {
      peer.close();
    }
  }

  @Test
  void allMessagesOfTheRfcAreThere() {
    assertThat(MESSAGES).hasSize(49);
    assertThat(MESSAGES.get("wsinv")).hasSize(1001);
    assertThat(MESSAGES.get("longreq")).hasSize(3515);
  }

  // name, what happens by UDP, what happens by TCP
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "wsinv, delivered, delivered",
    "intmeth, delivered, delivered",
    "esc01, delivered, delivered",
    "escnull, delivered, delivered",
    "esc02, delivered, delivered",
    "lwsdisp, delivered, delivered",
    "longreq, delivered, delivered",
    "dblreq, delivered, delivered",
    "semiuri, delivered, delivered",
    "transports, delivered, delivered",
    "mpart01, delivered, delivered",
    "unreason, response, response",
    "noreason, response, response",
    "badinv01, 400, 400",
    "clerr, 400, dropped",
    "ncl, 400, 400",
    "scalar02, 400, 400",
    "scalarlg, dropped, dropped",
    "quotbal, 400, 400",
    "ltgtruri, 400, 400",
    "lwsruri, 400, 400",
    "lwsstart, 400, 400",
    "trws, 400, 400",
    "escruri, 400, 400",
    "baddate, delivered, delivered",
    "regbadct, 400, 400",
    "badaspec, 400, 400",
    "baddn, 400, 400",
    "badvers, 505, 505",
    "mismatch01, 400, 400",
    "mismatch02, 400, 400",
    "bigcode, dropped, dropped",
    "badbranch, 400, 400",
    "insuf, 400, 400",
    "unkscm, delivered, delivered",
    "novelsc, delivered, delivered",
    "unksm2, delivered, delivered",
    "bext01, delivered, delivered",
    "invut, delivered, delivered",
    "regaut01, delivered, delivered",
    "multi01, 400, 400",
    "mcl01, 400, 400",
    "bcast, dropped, dropped",
    "zeromf, delivered, delivered",
    "cparam01, delivered, delivered",
    "cparam02, delivered, delivered",
    "regescrt, delivered, delivered",
    "sdp01, delivered, delivered",
    "inv2543, delivered, delivered"
  })
  void eachMessageIsTreatedAsTheRfcSays(String name, String byUdp, String byTcp) throws Exception {
    Peer byDatagram = SECOND_USE.contains(name) ? secondUdp : udp;
    Peer byStream = SECOND_USE.contains(name) ? secondTcp : tcp;
    try (DatagramSocket socket = new DatagramSocket()) {
      byte[] bytes = MESSAGES.get(name);
      forget(byDatagram);
      socket.send(new DatagramPacket(bytes, bytes.length, byDatagram.address(SipTransport.UDP)));
      expect(byDatagram, byUdp);
    }
    try (Socket socket = new Socket()) {
      socket.connect(byStream.address(SipTransport.TCP));
      forget(byStream);
      socket.getOutputStream().write(MESSAGES.get(name));
      expect(byStream, byTcp);
    }
  }

  private static void forget(Peer server) {
    server.requests.clear();
    server.responses.clear();
    server.tapped.clear();
  }

  private static void expect(Peer server, String what) throws Exception {
    switch (what) {
      case "delivered" -> {
        assertThat(server.requests.poll(3, SECONDS)).as("delivered").isNotNull();
        // and can be answered
        await()
            .atMost(3, SECONDS)
            .until(() -> outgoing(server).stream().anyMatch(t -> t.startsWith("> SIP/2.0 200")));
      }
      case "response" -> assertThat(server.responses.poll(3, SECONDS)).isNotNull();
      case "dropped" -> {
        await().pollDelay(150, MILLISECONDS).until(() -> true);
        assertThat(server.requests).isEmpty();
        assertThat(server.responses).isEmpty();
        assertThat(outgoing(server)).isEmpty();
      }
      default -> {
        await()
            .atMost(3, SECONDS)
            .untilAsserted(
                () ->
                    assertThat(outgoing(server))
                        .as("%s", Set.copyOf(server.tapped))
                        .anyMatch(text -> text.startsWith("> SIP/2.0 " + what)));
        assertThat(server.requests).isEmpty();
      }
    }
  }

  private static List<String> outgoing(Peer server) {
    return List.copyOf(server.tapped).stream().filter(text -> text.startsWith(">")).toList();
  }
}
