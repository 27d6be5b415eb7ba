package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.carillon.core.call.MeetingAudio;
import io.carillon.media.session.MediaSession;
import io.carillon.media.session.PayloadFormat;
import io.carillon.media.session.SrtpSuite;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packet path allocates nothing: from socket to mix and back to the socket. */
@Isolated
class AllocationTest {
  private static final int LEGS = 12;
  private static final int PACKETS = 600;

  /** Two contexts of jitsi-srtp (its HMAC and its counter mode) per packet in and out. */
  private static final int SRTP_BYTES_PER_PACKET = 700;

  @ParameterizedTest
  @ValueSource(strings = {"PCMU", "opus", "SDES"})
  void allocatesNothingPerPacket(String kind) {
    PayloadFormat format = format(kind);
    MediaSettings one = TestHouse.settings().withLoops(1);
    try (TestHouse house = new TestHouse(one)) {
      MeetingAudio meeting = house.engine.open("1");
      for (int i = 0; i < LEGS; i++) {
        MediaSession session = house.session();
        TestPeer peer = house.peer(format, MeetingSoundTest.payloadType(format), 400 + 50 * i);
        peer.amplitude = i < 3 ? 2300 : 0;
        if (kind.equals("SDES")) {
          peer.secured(SrtpSuite.AES_CM_128_HMAC_SHA1_80);
        }
        peer.call(session);
        session.join(meeting).toCompletableFuture().join();
      }
      // A compiler at work may still allocate what it will not later: the least of some rounds.
      int limit = kind.equals("SDES") ? SRTP_BYTES_PER_PACKET : 1;
      double least = Double.MAX_VALUE;
      for (int round = 0; round < 10 && least >= limit; round++) {
        least = Math.min(least, bytesPerPacket(house));
      }
      assertThat(least).isLessThan(limit);
    }
  }

  private static double bytesPerPacket(TestHouse house) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long loop = house.engine.loops().loops().getFirst().thread().threadId();
    List<TestPeer> peers = house.peers();
    long packetsBefore = packets(peers);
    long bytesBefore = threads.getThreadAllocatedBytes(loop);
    await().atMost(Duration.ofSeconds(30)).until(() -> packets(peers) >= packetsBefore + PACKETS);
    long bytes = threads.getThreadAllocatedBytes(loop) - bytesBefore;
    long sent = packets(peers) - packetsBefore;
    return (double) bytes / (2 * sent);
  }

  /** As many came as went. */
  private static long packets(List<TestPeer> peers) {
    return peers.stream().mapToLong(peer -> peer.received.get()).sum();
  }

  private static PayloadFormat format(String kind) {
    return switch (kind) {
      case "G722" -> TestPeer.G722;
      case "opus" -> TestPeer.OPUS;
      default -> TestPeer.PCMU;
    };
  }
}
