package io.carillon.sip.transport;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.sip.stack.Peer;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer of RFC 2543 gets its own Via back, whatever we call its transaction inside. */
class LegacyBranchTest {

  @ParameterizedTest
  @ValueSource(strings = {"", ";branch=390skdjuw", ";branch=1;hidden=1"})
  void theAnswerCarriesTheOldBranch(String parameters) throws Exception {
    try (Peer server = Peer.of("legacy", null, SipTransport.UDP);
        DatagramSocket socket = new DatagramSocket()) {
      String text =
          RawClient.options("legacy", 1, "l: 0\r\n")
              .replaceFirst("(?m)^Via:.*$", "Via: SIP/2.0/UDP 127.0.0.1;rport" + parameters);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      socket.setSoTimeout(3_000);

      // twice: the second is a retransmission of the same transaction
      for (int i = 0; i < 2; i++) {
        socket.send(new DatagramPacket(bytes, bytes.length, server.address(SipTransport.UDP)));
        DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
        socket.receive(answer);
        String response =
            new String(answer.getData(), 0, answer.getLength(), StandardCharsets.UTF_8);
        assertThat(response).startsWith("SIP/2.0 200").doesNotContain("rfc2543");
        for (String parameter : parameters.split(";")) {
          assertThat(response).contains(parameter);
        }
        if (parameters.isEmpty()) {
          assertThat(response).doesNotContain("branch");
        }
      }
      await().atMost(3, SECONDS).until(() -> server.requests.size() == 1);
    }
  }

  @Test
  void otherMessagesAreLeftAlone() {
    byte[] request = "OPTIONS sip:a;branch=z9hG4bK-rfc2543-00 SIP/2.0\r\n\r\n".getBytes();
    assertThat(LegacyBranch.restore(request)).isSameAs(request);
    byte[] empty = new byte[0];
    assertThat(LegacyBranch.restore(empty)).isSameAs(empty);
  }
}
