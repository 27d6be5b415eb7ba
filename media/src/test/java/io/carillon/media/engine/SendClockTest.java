package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.media.loop.MediaLoop;
import io.carillon.media.rtcp.RtcpType;
import io.carillon.media.rtp.RtpHeader;
import io.carillon.media.session.MediaDirection;
import io.carillon.media.session.MediaSession;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Timestamps go on with the time that passes, whether packets are sent or not. */
@Execution(ExecutionMode.CONCURRENT)
class SendClockTest {
  private static final long TICK = 20_000_000;

  private final SendClock clock = new SendClock();

  @Test
  void packetsInStepLeaveNothingOut() {
    int end = Integer.MAX_VALUE - 500; // wraps on the way
    for (int i = 0; i < 1000; i++) {
      clock.tick(7 + i * TICK);
      assertThat(clock.missed(end, 8000)).isZero();
      end += 160;
    }
  }

  @Test
  void packetsOfOneAndAHalfTicksAreInStep() {
    int end = 240;
    for (int i = 2; i < 300; i++) {
      clock.tick(i * TICK);
      if (i % 3 != 1) {
        assertThat(clock.missed(end, 8000)).isZero();
        end += 240;
      }
    }
  }

  @Test
  void whatWasMissedIsLeftOutOnce() {
    clock.tick(0);
    assertThat(clock.missed(960, 48000)).isZero();
    clock.tick(26 * TICK);

    assertThat(clock.missed(2 * 960, 48000)).isEqualTo(25 * 960);
    clock.tick(27 * TICK);
    assertThat(clock.missed(28 * 960, 48000)).isZero();
  }

  @Test
  void anotherLoopsPhaseLeavesNothingOutUntilItIsAWholeTick() {
    clock.tick(0);
    assertThat(clock.missed(160, 8000)).isZero();
    clock.tick(TICK + 13_000_001);
    assertThat(clock.missed(320, 8000)).isZero();
    clock.tick(2 * TICK + 13_000_001 + 9_000_000);
    assertThat(clock.missed(480, 8000)).isEqualTo(160);
  }

  @Test
  void theTimeOnHoldIsInTheTimestamps() {
    try (TestHouse house = new TestHouse()) {
      MediaSession session = house.session();
      TestPeer peer = house.peer(TestPeer.PCMU, 0, 500);
      List<byte[]> packets = rtpOf(peer);
      peer.call(session);
      await().until(() -> packets.size() >= 5);

      session.apply(peer.plan(MediaDirection.RECVONLY, 20)).toCompletableFuture().join();
      LockSupport.parkNanos(Duration.ofMillis(600).toNanos());
      int before = packets.size();
      session.apply(peer.plan()).toCompletableFuture().join();

      await().until(() -> packets.size() > before + 5);
      assertThat(largestStep(packets)).isGreaterThanOrEqualTo(500 * 8);
    }
  }

  @Test
  void theTimeALoopStoodStillIsInTheTimestamps() {
    try (TestHouse house = new TestHouse()) {
      TestPeer peer = house.peer(TestPeer.PCMU, 0, 500);
      List<byte[]> packets = rtpOf(peer);
      peer.call(house.session());
      await().until(() -> packets.size() >= 5);

      for (MediaLoop loop : house.engine.loops().loops()) {
        loop.execute(() -> LockSupport.parkNanos(Duration.ofMillis(600).toNanos()));
      }
      house.flush();
      int before = packets.size();

      await().until(() -> packets.size() > before + 5);
      assertThat(largestStep(packets)).isGreaterThanOrEqualTo(500 * 8);
    }
  }

  private static List<byte[]> rtpOf(TestPeer peer) {
    List<byte[]> packets = new CopyOnWriteArrayList<>();
    peer.onPacket =
        packet -> {
          int type = packet[1] & 0xFF;
          if (type < RtcpType.SENDER_REPORT || type > RtcpType.BYE) {
            packets.add(packet);
          }
        };
    return packets;
  }

  /** Where the timestamps leap most between neighbours; a leap begins with a marker. */
  private static int largestStep(List<byte[]> packets) {
    int largest = 0;
    for (int i = 1; i < packets.size(); i++) {
      byte[] packet = packets.get(i);
      byte[] previous = packets.get(i - 1);
      if (((RtpHeader.sequence(previous, 0) + 1) & 0xFFFF) == RtpHeader.sequence(packet, 0)) {
        int step = RtpHeader.timestamp(packet, 0) - RtpHeader.timestamp(previous, 0);
        assertThat(RtpHeader.marker(packet, 0)).isEqualTo(step != 160);
        largest = Math.max(largest, step);
      }
    }
    return largest;
  }
}
