package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.SipText;
import io.carillon.sip.transport.SipTransport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call outlives the connection it was set up by. */
class LostConnectionTest {

  @Test
  void byeGoesToTheContactWhenTheConnectionIsGone() throws Exception {
    try (TestServer server = TestServer.start(TestServer.settings());
        ServerSocket reachable = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      reachable.setSoTimeout(5000);
      establishAndHangUpTheConnection(server, reachable.getLocalPort());

      server.handedOver("lost-connection").end(EndReason.OPERATOR);

      try (Socket again = reachable.accept()) {
        again.setSoTimeout(5000);
        assertThat(reader(again).readLine())
            .isEqualTo(
                "BYE sip:room@127.0.0.1:" + reachable.getLocalPort() + ";transport=tcp SIP/2.0");
      }
    }
  }

  private static void establishAndHangUpTheConnection(TestServer server, int contactPort)
      throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.address(SipTransport.TCP).getPort())) {
      socket.setSoTimeout(5000);
      send(socket, request("INVITE", "", contactPort, RawPhone.OFFER));
      BufferedReader reader = reader(socket);
      String tag = "";
      String first = reader.readLine();
      while (!first.startsWith("SIP/2.0 200")) {
        first = reader.readLine();
      }
      for (String line = ""; !line.startsWith("Content-Length"); line = reader.readLine()) {
        tag = line.startsWith("To:") ? line.substring(line.indexOf("tag=") + 4) : tag;
      }
      send(socket, request("ACK", ";tag=" + tag, contactPort, ""));
      server.handedOver("lost-connection");
    }
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String request(String method, String toTag, int contactPort, String body) {
    return method
        + " sip:anybody@known.test SIP/2.0\r\n"
        + "Via: SIP/2.0/TCP 127.0.0.1:5070;branch=z9hG4bK"
        + method
        + "\r\nFrom: <sip:room@127.0.0.1>;tag=room\r\nTo: <sip:anybody@known.test>"
        + toTag
        + "\r\nCall-ID: lost-connection\r\nCSeq: 1 "
        + method
        + "\r\nContact: <sip:room@127.0.0.1:"
        + contactPort
        + ";transport=tcp>\r\nMax-Forwards: 70\r\n"
        + (body.isEmpty() ? "" : "Content-Type: application/sdp\r\n")
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  @ParameterizedTest
  @CsvSource({
    "sip:a@192.0.2.1:5070;transport=tcp, TCP, tcp:192.0.2.1:5070",
    "sip:a@192.0.2.1;transport=tls, TLS, tls:192.0.2.1:5061",
    "sips:a@192.0.2.1, TLS, tls:192.0.2.1:5061",
    "sip:a@192.0.2.1, UDP, udp:192.0.2.1:5060",
    "sip:a@192.0.2.1, TLS, none",
    "sip:a@192.0.2.1;transport=udp, TCP, none",
    "sip:a@room.test;transport=tcp, TCP, none"
  })
  void onlyAnAddressOnTheSameTransportIsFollowed(
      String contact, SipTransport transport, String hop) {
    var invite = SipText.request("INVITE");
    invite.setHeader(io.carillon.sip.dialog.Messages.header("Contact", "<" + contact + ">"));
    Dialog dialog = Dialog.answering(invite, "b1", false, 1);

    assertThat(NextHop.of(dialog, transport).map(Object::toString).orElse("none")).isEqualTo(hop);
  }

  @Test
  void aRouteGoesBeforeTheContact() {
    Dialog dialog =
        Dialog.answering(
            SipText.request("INVITE", "Record-Route: <sip:192.0.2.7:5065;transport=tcp;lr>"),
            "b1",
            false,
            1);

    assertThat(NextHop.of(dialog, SipTransport.TCP)).hasToString("Optional[tcp:192.0.2.7:5065]");
  }
}
