package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.loop.NioUdpNetwork;
import io.carillon.media.loop.UdpSocket;
import io.carillon.media.rtcp.NtpTime;
import io.carillon.media.rtcp.ReportBlock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FarEndReportsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000;
  private static final int POLL_GAP_MICROS = 5000;

  private final Latch latch = new Latch();
  private final RtpSender sender = new RtpSender(new Random(3), latch);
  private final WallClock wall = new WallClock(Clock.systemUTC(), 0);
  private final FarEndReports reports = new FarEndReports(wall, sender, () -> POLL_GAP_MICROS);

  @Test
  void theTimeADatagramWaitedForThePollIsNoRoundTrip() {
    // 10 ms of way; the reports come anywhere between two polls and are seen at the second.
    for (int waited = 0; waited < 5; waited++) {
      reports.arriving(3 * SECOND + 10 * MILLI + waited * MILLI + MILLI / 2);
      reports.reportBlock(1, block(0, sender.firstSequence()));
    }

    assertThat(reports.rttSamples()).isEqualTo(5);
    assertThat(reports.rttSumMicros() / 5).isBetween(9_900L, 10_100L);
  }

  @Test
  void ofAWayShorterThanTheWaitHalfIsTheBestGuess() {
    reports.arriving(3 * SECOND + MILLI);
    reports.reportBlock(1, block(0, sender.firstSequence()));

    assertThat(reports.rttSamples()).isEqualTo(1);
    assertThat(reports.rttSumMicros()).isBetween(485L, 515L);
  }

  @Test
  void aWayTooShortToMeasureIsKnownAllTheSame() {
    reports.arriving(3 * SECOND);
    reports.reportBlock(1, block(0, sender.firstSequence()));

    assertThat(reports.rttSamples()).isEqualTo(1);
    assertThat(reports.rttSumMicros()).isBetween(1L, 15L);
  }

  @Test
  void noMorePacketsAreLostThanTheReportsCover() throws IOException {
    send(10);
    reports.arriving(SECOND);
    reports.reportBlock(1, block(0x7F_FFFF, sender.firstSequence() + 9));

    assertThat(reports.expected()).isEqualTo(10);
    assertThat(reports.lost()).isEqualTo(10);
  }

  private void send(int packets) throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (UdpSocket socket = new NioUdpNetwork(System::nanoTime).bind(anyPort)) {
      latch.open(socket.local(), false);
      sender.plan(socket, null, 0, 8000, true);
      for (int i = 0; i < packets; i++) {
        sender.audio(new byte[160], 160, 160);
      }
    }
  }

  /** About an SR that we sent at one second and the far end held for two. */
  private ReportBlock block(int lost, int highest) {
    return new ReportBlock()
        .set(sender.ssrc(), 0, lost, highest, 0, NtpTime.middle(wall.ntp(SECOND)), 2 << 16);
  }
}
