package io.carillon.h323.q931;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TpktDecoderTest {
  private final EmbeddedChannel connection = new EmbeddedChannel(new TpktDecoder(100));

  @AfterEach
  void close() {
    connection.finishAndReleaseAll();
  }

  @Test
  void framesComeOutHoweverTheyArrive() {
    ByteBuf two = Unpooled.wrappedBuffer(Tpkt.frame(new byte[] {1, 2}), Tpkt.frame(new byte[] {3}));
    while (two.isReadable()) {
      connection.writeInbound(two.readBytes(1));
    }
    two.release();

    assertThat((byte[]) connection.readInbound()).containsExactly(1, 2);
    assertThat((byte[]) connection.readInbound()).containsExactly(3);
  }

  @Test
  void aFrameWithoutContentKeepsTheConnectionOpen() {
    connection.writeInbound(hex("03000004" + "0300000507"));

    assertThat((byte[]) connection.readInbound()).containsExactly(7);
  }

  @Test
  void whatIsNoFrameBreaksTheStreamForGood() {
    assertThatThrownBy(() -> connection.writeInbound(hex("47455420")))
        .isInstanceOf(DecoderException.class);

    connection.writeInbound(hex("0300000507"));
    assertThat(connection.<Object>readInbound()).isNull();
  }

  @Test
  void aFrameOverTheLimitIsRefusedBeforeItHasCome() {
    assertThatThrownBy(() -> connection.writeInbound(hex("03000069")))
        .isInstanceOf(DecoderException.class)
        .hasMessageContaining("101 octets");
    assertThatThrownBy(
            () -> new EmbeddedChannel(new TpktDecoder(100)).writeInbound(hex("03000003")))
        .isInstanceOf(DecoderException.class);
  }

  private static ByteBuf hex(String hex) {
    return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
  }
}
