package io.carillon.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whatever comes: the decoder frames it or says why not, the parser parses it or says why not. */
class ParserFuzzTest {
  private static final TransportLimits LIMITS = TransportLimits.defaults();

  @FuzzTest
  void theDecoderTakesAnyBytesInAnyPieces(FuzzedDataProvider data) {
    EmbeddedChannel channel = new EmbeddedChannel(new SipFrameDecoder(LIMITS));
    int in = 0;
    while (data.remainingBytes() > 0 && in < 100_000) {
      byte[] piece = data.consumeBytes(data.consumeInt(1, 300));
      in += piece.length;
      channel.writeInbound(Unpooled.wrappedBuffer(piece));
    }
    int out = 0;
    Object frame;
    while ((frame = channel.readInbound()) != null) {
      if (frame instanceof SipFrame.Message message) {
        out += message.bytes().length;
        parse(message);
      }
    }
    channel.finishAndReleaseAll();
    assertThat(out).isLessThanOrEqualTo(in);
  }

  @FuzzTest
  void aDatagramOfAnyBytesIsReadOrRefused(byte[] data) {
    if (DatagramFrames.read(Unpooled.wrappedBuffer(data), LIMITS)
        instanceof SipFrame.Message message) {
      parse(message);
    }
  }

  /** Cut at every length and with every byte changed once, the torture messages break nothing. */
  @Test
  void tortureMessagesCutAndChanged() {
    for (Map.Entry<String, byte[]> torture : TortureMessages.all().entrySet()) {
      byte[] whole = torture.getValue();
      for (int length = 0; length < whole.length; length += 1 + whole.length / 25) {
        aDatagramOfAnyBytesIsReadOrRefused(Arrays.copyOf(whole, length));
        byte[] changed = whole.clone();
        changed[length] ^= (byte) (1 + length % 255);
        aDatagramOfAnyBytesIsReadOrRefused(changed);
      }
    }
  }

  private static final MessageParser PARSER =
      new MessageParser(new TransportMetrics(new SimpleMeterRegistry()));

  private static void parse(SipFrame.Message message) {
    try {
      assertThat(PARSER.parse(message)).isNotNull();
    } catch (BadMessageException refused) {
      byte[] answer =
          RawResponse.to(
              message.head(),
              refused.status(),
              refused.getMessage(),
              new java.net.InetSocketAddress("127.0.0.1", 5060));
      assertThat(answer == null || answer.length > 0).isTrue();
    } catch (RuntimeException | StackOverflowError thrown) {
      // JAIN-SIP's: the intake catches these, answers 400 and counts them.
      assertThat(Arrays.stream(thrown.getStackTrace()).map(StackTraceElement::getClassName))
          .as("%s", thrown)
          .anyMatch(name -> name.startsWith("gov.nist."));
    }
  }
}
