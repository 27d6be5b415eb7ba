package io.carillon.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PacketKindTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1, STUN",
    "3, 255, STUN",
    "4, 0, OTHER",
    "16, 0, OTHER",
    "19, 0, OTHER",
    "20, 254, DTLS",
    "63, 254, DTLS",
    "64, 0, OTHER",
    "127, 0, OTHER",
    "128, 0, RTP",
    "128, 191, RTP",
    "128, 192, RTCP",
    "129, 200, RTCP",
    "191, 223, RTCP",
    "128, 224, RTP",
    "192, 200, OTHER",
    "255, 255, OTHER"
  })
  void theFirstTwoBytesTell(int first, int second, PacketKind expected) {
    byte[] packet = {(byte) first, (byte) second, 0, 0};

    assertThat(PacketKind.of(packet, 0, packet.length)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, OTHER", "1, OTHER"})
  void tooShortToTell(int length, PacketKind expected) {
    assertThat(PacketKind.of(new byte[] {(byte) 0x80, 0}, 0, length)).isEqualTo(expected);
  }
}
