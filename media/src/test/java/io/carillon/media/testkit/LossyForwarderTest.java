package io.carillon.media.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LossyForwarderTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @Property(tries = 50)
  void ofEachHundredPacketsAsManyAreLostAsWasSet(
      @ForAll @IntRange(max = 100) int percent, @ForAll long seed) {
    Impairment.Fates fates =
        new Impairment(percent, Duration.ofMillis(30), Duration.ofMillis(9)).fates(seed);

    for (int block = 0; block < 3; block++) {
      long[] hundred = LongStream.generate(fates::next).limit(100).toArray();
      assertThat(LongStream.of(hundred).filter(late -> late == Impairment.LOST).count())
          .isEqualTo(percent);
      assertThat(LongStream.of(hundred).filter(late -> late != Impairment.LOST).boxed())
          .allSatisfy(late -> assertThat(late).isBetween(30_000_000L, 39_000_000L));
    }
  }

  @Test
  void theSameSeedLosesTheSamePacketsAndAnotherOneOthers() {
    Impairment line = new Impairment(10, Duration.ZERO, Duration.ofMillis(5));

    assertThat(first(line, 7)).isEqualTo(first(line, 7)).isNotEqualTo(first(line, 8));
  }

  // Two even spreads of w differ by w / 3 on average.
  @Test
  void theJitterOfAnEvenSpreadIsAThirdOfIt() {
    Impairment line = new Impairment(0, Duration.ZERO, Duration.ofMillis(12));

    assertThat(Impairment.jitterMicros(line)).isCloseTo(4000, within(20.0));
    assertThat(Impairment.jitterMicros(line, Impairment.NONE)).isCloseTo(4000, within(20.0));
    assertThat(Impairment.jitterMicros(line, line)).isBetween(4000.0, 8000.0);
  }

  @Test
  void packetsPassBothWaysThroughEachChannelAndNoneSoonerThanItsDelay() throws IOException {
    Duration delay = Duration.ofMillis(40);
    Impairment late = new Impairment(0, delay, Duration.ZERO);
    try (DatagramSocket one = new DatagramSocket(0, LOOPBACK);
        DatagramSocket other = new DatagramSocket(0, LOOPBACK);
        LossyForwarder line = new LossyForwarder(LOOPBACK, 1, late, Impairment.NONE, 1)) {
      line.farEnd((InetSocketAddress) other.getLocalSocketAddress());
      long sent = System.nanoTime();
      one.send(new DatagramPacket(new byte[] {1}, 1, line.nearSide()));
      DatagramPacket got = receive(other);
      assertThat(System.nanoTime() - sent).isGreaterThanOrEqualTo(delay.toNanos());
      assertThat(got.getSocketAddress()).isEqualTo(line.farSide());

      other.send(new DatagramPacket(new byte[] {2}, 1, got.getSocketAddress()));
      assertThat(receive(one).getSocketAddress()).isEqualTo(line.nearSide());
    }
  }

  @Test
  void whatIsLostIsCountedAndTheRestArrives() throws IOException {
    Impairment lossy = new Impairment(20, Duration.ZERO, Duration.ofMillis(2));
    try (DatagramSocket one = new DatagramSocket(0, LOOPBACK);
        DatagramSocket other = new DatagramSocket(0, LOOPBACK);
        LossyForwarder line = new LossyForwarder(LOOPBACK, 1, lossy, Impairment.NONE, 3)) {
      line.farEnd((InetSocketAddress) other.getLocalSocketAddress());
      List<Integer> arrived = new ArrayList<>();
      for (int n = 0; n < 200; n++) {
        byte[] number = ByteBuffer.allocate(4).putInt(n).array();
        one.send(new DatagramPacket(number, number.length, line.nearSide()));
      }
      await().until(() -> line.cameFromNear() == 200);
      for (int n = 0; n < 160; n++) {
        arrived.add(ByteBuffer.wrap(receive(other).getData()).getInt());
      }

      assertThat(line.lostFromNear()).isEqualTo(40);
      assertThat(arrived).doesNotHaveDuplicates();
    }
  }

  @Test
  void rtpAndRtcpHavePortsBesideEachOther() throws IOException {
    try (LossyForwarder line =
            new LossyForwarder(LOOPBACK, 2, Impairment.NONE, Impairment.NONE, 1);
        LossyForwarder end = new LossyForwarder(LOOPBACK, 2, Impairment.NONE, Impairment.NONE, 1);
        DatagramSocket one = new DatagramSocket(0, LOOPBACK);
        DatagramSocket other = new DatagramSocket(0, LOOPBACK)) {
      // A second line as an end that has two ports: what comes to its upper one shows it passed.
      line.farEnd(end.nearSide());
      end.farEnd(new InetSocketAddress(LOOPBACK, other.getLocalPort() - 1));
      InetSocketAddress rtcp = new InetSocketAddress(LOOPBACK, line.nearSide().getPort() + 1);
      one.send(new DatagramPacket(new byte[] {5}, 1, rtcp));

      assertThat(receive(other).getData()[0]).isEqualTo((byte) 5);
      assertThat(line.nearSide().getPort() % 2).isZero();
    }
  }

  private static List<Long> first(Impairment line, long seed) {
    Impairment.Fates fates = line.fates(seed);
    return LongStream.generate(fates::next).limit(300).boxed().toList();
  }

  private static DatagramPacket receive(DatagramSocket socket) throws IOException {
    socket.setSoTimeout(10_000);
    DatagramPacket packet = new DatagramPacket(new byte[100], 100);
    socket.receive(packet);
    return packet;
  }
}
