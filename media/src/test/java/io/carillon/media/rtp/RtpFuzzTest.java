package io.carillon.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class RtpFuzzTest {
  private final ReceiveStatistics statistics = new ReceiveStatistics(8000, 2);

  @FuzzTest
  void headersAndExtensions(FuzzedDataProvider data) {
    int id = data.consumeInt(0, 255);
    byte[] packet = data.consumeRemainingAsBytes();
    PacketKind.of(packet, 0, packet.length);
    int payload = RtpHeader.payloadOffset(packet, 0, packet.length);
    int length = RtpHeader.payloadLength(packet, 0, packet.length);
    assertThat(payload < 0).isEqualTo(length < 0);
    if (payload < 0) {
      return;
    }
    assertThat(payload + length).isLessThanOrEqualTo(packet.length);
    long found = HeaderExtension.find(packet, 0, id);
    if (found != HeaderExtension.ABSENT) {
      assertThat(HeaderExtension.dataOffset(found) + HeaderExtension.dataLength(found))
          .isLessThanOrEqualTo(payload);
    }
    statistics.received(
        RtpHeader.ssrc(packet, 0),
        RtpHeader.sequence(packet, 0),
        RtpHeader.timestamp(packet, 0),
        packet.length,
        System.nanoTime());
    assertThat(statistics.lost()).isNotNegative();
    assertThat(statistics.takeFractionLost()).isBetween(0, 255);
  }
}
