package io.carillon.media.rtcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.carillon.media.rtp.HeaderExtension;
import io.carillon.media.rtp.PacketKind;
import io.carillon.media.rtp.ReceiveStatistics;
import io.carillon.media.rtp.RtpHeader;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** RTP and RTCP cost the heap nothing. */
class PacketPathAllocationTest {
  private static final int PACKETS = 20_000;

  private final byte[] buf = new byte[RtcpWriter.MAX_BYTES];
  private final ReceiveStatistics statistics = new ReceiveStatistics(8000, 1);
  private final RtcpWriter writer = new RtcpWriter(7, "x@carillon");
  private final RtcpReader reader = new RtcpReader();
  private final ReportBlock block = new ReportBlock();
  private final RtcpHandler handler = new RtcpHandler() {};
  private long seen;

  private void packet(int i) {
    int length = RtpHeader.write(buf, 0, 0, false, i, 160 * i, 1);
    length += HeaderExtension.writeAudioLevel(buf, 0, 1, 20, true) + 160;
    if (PacketKind.of(buf, 0, length) == PacketKind.RTP) {
      seen += RtpHeader.payloadLength(buf, 0, length) + HeaderExtension.audioLevel(buf, 0, 1);
      statistics.received(1, RtpHeader.sequence(buf, 0), 160 * i, length, 20_000_000L * i);
    }
    block.fill(statistics, 1, 2);
    length = writer.senderReport(buf, 0, NtpTime.ofEpochMillis(i), 160 * i, i, 160L * i, block);
    seen += reader.read(buf, 0, length, handler);
  }

  @Test
  void nothingIsAllocatedPerPacket() {
    for (int i = 0; i < PACKETS; i++) {
      packet(i);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = PACKETS; i < 2 * PACKETS; i++) {
      packet(i);
    }

    // The measurement itself may cost a little; a single byte per packet would be 20,000.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(PACKETS / 4);
    assertThat(seen).isEqualTo(2L * PACKETS * (160 + 20 + 2));
    assertThat(statistics.lost()).isZero();
  }
}
