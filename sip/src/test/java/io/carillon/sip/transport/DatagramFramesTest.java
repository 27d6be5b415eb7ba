package io.carillon.sip.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.carillon.sip.stack.Peer;
import io.netty.buffer.Unpooled;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramFramesTest {
  private static final TransportLimits LIMITS = TransportLimits.defaults();

  private static SipFrame read(String text) {
    return DatagramFrames.read(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8), LIMITS);
  }

  private static String body(SipFrame frame) {
    SipFrame.Message message = (SipFrame.Message) frame;
    return new String(
        message.bytes(),
        message.headLength(),
        message.bytes().length - message.headLength(),
        StandardCharsets.UTF_8);
  }

  @Test
  void withoutLengthTheBodyGoesToTheEndOfTheDatagram() {
    assertThat(body(read(RawClient.options("d", 1, "") + "hello"))).isEqualTo("hello");
  }

  @Test
  void whatFollowsTheBodyIsThrownAway() {
    assertThat(body(read(RawClient.options("d", 1, "l: 3\r\n") + "hello"))).isEqualTo("hel");
  }

  @ParameterizedTest
  @ValueSource(strings = {"l: 6\r\n", "l: -1\r\n", "l: 1\r\nl: 2\r\n", "l: 4294967296\r\n"})
  void aWrongLengthIsRefused(String field) {
    assertThat(read(RawClient.options("d", 1, field) + "hello"))
        .asInstanceOf(type(SipFrame.Fault.class))
        .extracting(SipFrame.Fault::status)
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "\r\n\r\n", "\0", "\0\0\0\0"})
  void keepAlivesAreIgnored(String text) {
    assertThat(read(text)).isNull();
  }

  @Test
  void aHeadAboveTheLimitIsRefused() {
    assertThat(read(RawClient.options("d", 1, "X: " + "x".repeat(17_000) + "\r\n")))
        .asInstanceOf(type(SipFrame.Fault.class))
        .extracting(SipFrame.Fault::reason)
        .isEqualTo(DropReason.HEAD_TOO_LARGE);
  }

  @Test
  void everyCutOfAMessageIsReadOrRefused() {
    String whole = RawClient.options("d", 1, "Content-Length: 5\r\n") + "hello";
    for (int length = 1; length < whole.length(); length++) {
      assertThat(read(whole.substring(0, length)))
          .as("first %d bytes", length)
          .isInstanceOf(SipFrame.Fault.class);
    }
  }

  @Test
  void theAnswerGoesToTheSourceAndNeverWhereTheRequestPoints() throws Exception {
    try (Peer server = Peer.of("udp", null, SipTransport.UDP);
        DatagramSocket victim = new DatagramSocket(0, java.net.InetAddress.getByName("127.0.0.2"));
        DatagramSocket socket =
            new DatagramSocket(0, java.net.InetAddress.getByName("127.0.0.1"))) {
      socket.setSoTimeout(5_000);
      victim.setSoTimeout(500);
      String request =
          RawClient.options("reflect", 1, "l: 0\r\n")
              .replace(
                  "SIP/2.0/TCP 127.0.0.1:40000;rport",
                  "SIP/2.0/UDP 127.0.0.2:"
                      + victim.getLocalPort()
                      + ";maddr=127.0.0.2;received=127.0.0.2;rport");
      byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
      socket.send(new DatagramPacket(bytes, bytes.length, server.address(SipTransport.UDP)));

      DatagramPacket answer = new DatagramPacket(new byte[2_000], 2_000);
      socket.receive(answer);
      String text = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);

      assertThat(text)
          .startsWith("SIP/2.0 200")
          .contains("received=127.0.0.1")
          .contains("rport=" + socket.getLocalPort());
      assertThat(server.requests.poll(1, SECONDS)).isNotNull();
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> victim.receive(new DatagramPacket(new byte[10], 10)))
          .isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }
}
