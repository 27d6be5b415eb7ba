package io.carillon.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes in, messages out, however the network cuts them. */
class SipFrameDecoderTest {
  private static final TransportLimits LIMITS = TransportLimits.defaults();

  private static final String HEAD =
      "OPTIONS sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP h;branch=z9hG4bK1\r\nCall-ID: c\r\n";

  private static List<Object> decode(List<byte[]> pieces) {
    EmbeddedChannel channel = new EmbeddedChannel(new SipFrameDecoder(LIMITS));
    for (byte[] piece : pieces) {
      channel.writeInbound(Unpooled.wrappedBuffer(piece));
    }
    List<Object> frames = new ArrayList<>();
    Object frame;
    while ((frame = channel.readInbound()) != null) {
      frames.add(frame);
    }
    channel.finishAndReleaseAll();
    return frames;
  }

  private static List<Object> decode(String text) {
    return decode(List.of(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> bodies(List<Object> frames) {
    List<String> bodies = new ArrayList<>();
    for (Object frame : frames) {
      if (frame instanceof SipFrame.Message message) {
        bodies.add(
            new String(
                message.bytes(),
                message.headLength(),
                message.bytes().length - message.headLength(),
                StandardCharsets.UTF_8));
      }
    }
    return bodies;
  }

  @Test
  void everySplitPointGivesTheSameMessages() {
    // given two messages, one with a compact length, a ping between them
    String stream = HEAD + "l: 5\r\n\r\nhello" + "\r\n\r\n" + HEAD + "\r\n";
    byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
    List<String> whole = decode(stream).stream().map(Object::getClass).map(Class::getName).toList();
    assertThat(whole).hasSize(4);

    for (int split = 1; split < bytes.length; split++) {
      // when the network cuts them anywhere
      List<Object> frames =
          decode(
              List.of(
                  java.util.Arrays.copyOfRange(bytes, 0, split),
                  java.util.Arrays.copyOfRange(bytes, split, bytes.length)));

      // then nothing changes
      assertThat(frames).as("split at %d", split).hasSize(4);
      assertThat(frames.stream().map(Object::getClass).map(Class::getName)).isEqualTo(whole);
      assertThat(bodies(frames)).containsExactly("hello", "");
    }
  }

  @Test
  void oneByteAtATimeGivesTheSameMessages() {
    String stream = "\r\n" + HEAD + "Content-Length : 3\r\n\r\nabc" + HEAD + "l:0\r\n\r\n";
    List<byte[]> pieces = new ArrayList<>();
    for (byte b : stream.getBytes(StandardCharsets.UTF_8)) {
      pieces.add(new byte[] {b});
    }

    assertThat(bodies(decode(pieces))).containsExactly("abc", "");
  }

  @Test
  void aMissingContentLengthIsZeroAndNotThatOfTheMessageBefore() {
    assertThat(bodies(decode(HEAD + "l: 5\r\n\r\nhello" + HEAD + "\r\n" + HEAD + "l: 1\r\n\r\nx")))
        .containsExactly("hello", "", "x");
  }

  @Test
  void equalRepeatsOfContentLengthAreOne() {
    assertThat(bodies(decode(HEAD + "l: 2\r\nContent-Length: 2\r\n\r\nhi"))).containsExactly("hi");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5\r\nl: 6",
        "Content-Length: -1",
        "Content-Length: 1e3",
        "Content-Length: ",
        "Content-Length: 99999999999999999999",
        "Content-Length: +5",
        "Content-Length: 5,5"
      })
  void aLengthThatIsNoneEndsTheConnection(String field) {
    List<Object> frames = decode(HEAD + field + "\r\n\r\nhello" + HEAD + "\r\n");

    assertThat(frames).hasSize(1);
    assertThat(frames.getFirst())
        .isInstanceOfSatisfying(
            SipFrame.Fault.class,
            fault -> {
              assertThat(fault.reason()).isEqualTo(DropReason.BAD_CONTENT_LENGTH);
              assertThat(fault.status()).isEqualTo(400);
            });
  }

  @Test
  void aHugeLengthIsRefusedBeforeAnyBodyCame() {
    List<Object> frames = decode(HEAD + "Content-Length: 100000000\r\n\r\n");

    assertThat(frames).hasSize(1);
    assertThat(((SipFrame.Fault) frames.getFirst()).reason())
        .isEqualTo(DropReason.MESSAGE_TOO_LARGE);
  }

  @Test
  void aHeadThatDoesNotEndIsRefusedAtTheLimit() {
    List<Object> frames = decode(HEAD + "X: " + "a".repeat(LIMITS.headBytes()) + "\r\n");

    assertThat(frames).hasSize(1);
    assertThat(((SipFrame.Fault) frames.getFirst()).reason()).isEqualTo(DropReason.HEAD_TOO_LARGE);
  }

  @Test
  void tooManyLinesAreRefused() {
    List<Object> frames = decode(HEAD + "X: 1\r\n".repeat(LIMITS.headLines()) + "\r\n");

    assertThat(((SipFrame.Fault) frames.getFirst()).reason()).isEqualTo(DropReason.HEAD_TOO_LARGE);
  }

  @Test
  void asManyLinesAsAllowedAreFine() {
    int left = LIMITS.headLines() - 3;

    assertThat(bodies(decode(HEAD + "X: 1\r\n".repeat(left) + "\r\n"))).containsExactly("");
  }

  @Test
  void twoLineEndsArePingAndOneIsNot() {
    assertThat(decode("\r\n")).containsExactly(new SipFrame.Pong());
    assertThat(decode("\r\n\r\n")).containsExactly(new SipFrame.Pong(), new SipFrame.Ping());
    assertThat(decode("\r\n\r\n\r\n\r\n")).filteredOn(SipFrame.Ping.class::isInstance).hasSize(2);
  }

  @Test
  void anAwaitedPongIsNotHalfAPing() {
    EmbeddedChannel channel = new EmbeddedChannel();
    SipFrameDecoder decoder = new SipFrameDecoder(LIMITS);
    channel.pipeline().addLast(decoder);
    decoder.pongExpected(true);

    channel.writeInbound(Unpooled.copiedBuffer("\r\n", StandardCharsets.US_ASCII));
    channel.writeInbound(Unpooled.copiedBuffer("\r\n", StandardCharsets.US_ASCII));

    assertThat(channel.<Object>readInbound()).isEqualTo(new SipFrame.Pong());
    assertThat(channel.<Object>readInbound()).isEqualTo(new SipFrame.Pong());
    channel.finishAndReleaseAll();
  }

  @Test
  void aMessageIsUnderWayFromItsFirstByteToItsLast() {
    SipFrameDecoder decoder = new SipFrameDecoder(LIMITS);
    EmbeddedChannel channel = new EmbeddedChannel(decoder);

    channel.writeInbound(Unpooled.copiedBuffer("O", StandardCharsets.US_ASCII));
    assertThat(decoder.inMessage()).isTrue();
    channel.writeInbound(
        Unpooled.copiedBuffer(HEAD.substring(1) + "l: 1\r\n\r\n", StandardCharsets.US_ASCII));
    assertThat(decoder.inMessage()).isTrue();
    channel.writeInbound(Unpooled.copiedBuffer("x", StandardCharsets.US_ASCII));
    assertThat(decoder.inMessage()).isFalse();
    channel.finishAndReleaseAll();
  }

  @Test
  void noiseNeverThrowsAndNeverYieldsMoreThanItsBytes() {
    Random random = new Random(4475);
    for (int round = 0; round < 500; round++) {
      byte[] noise = new byte[random.nextInt(2_000)];
      random.nextBytes(noise);
      for (int i = 0; i < noise.length; i++) {
        if (random.nextInt(8) == 0) {
          noise[i] = (byte) "\r\n: l0".charAt(random.nextInt(6));
        }
      }
      int total = 0;
      for (Object frame : decode(List.of(noise))) {
        total += frame instanceof SipFrame.Message message ? message.bytes().length : 0;
      }
      assertThat(total).isLessThanOrEqualTo(noise.length);
    }
  }
}
