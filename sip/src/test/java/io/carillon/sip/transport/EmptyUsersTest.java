package io.carillon.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** {@code sip:@meet.example.com} is what rooms dial. */
class EmptyUsersTest {
  private static final String INVITE =
      """
      INVITE sip:@meet.example.com SIP/2.0
      Via: SIP/2.0/TLS 192.0.2.1:5061;branch=z9hG4bK1
      Max-Forwards: 70
      To: <sip:@meet.example.com;transport=tls>
      From: Room <sip:@room.example.com>;tag=1
      Contact: <sip:192.0.2.1:5061>
      Call-ID: 1@room.example.com
      CSeq: 1 INVITE
      Content-Length: 0

      """
          .replace("\n", "\r\n");

  @Test
  void staysEmptyInTheAnswer() throws BadMessageException {
    SIPMessage message =
        new MessageParser(new TransportMetrics(new SimpleMeterRegistry()))
            .parse(
                (SipFrame.Message)
                    DatagramFrames.read(
                        Unpooled.wrappedBuffer(INVITE.getBytes(StandardCharsets.UTF_8)),
                        TransportLimits.defaults()));

    String answer = ((SIPRequest) message).createResponse(200).encode();

    assertThat(answer)
        .contains("To: <sip:@meet.example.com;transport=tls>", "<sip:@room.example.com>")
        .doesNotContain("null");
  }
}
