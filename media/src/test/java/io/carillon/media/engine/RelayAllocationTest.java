package io.carillon.media.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import io.carillon.media.session.MediaSession;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The way of a packet from leg to leg allocates nothing, relayed, heard for tones, or transcoded.
 */
@Isolated
class RelayAllocationTest {
  private static final int CALLS = 6;
  private static final int PACKETS = 600;

  @ParameterizedTest
  @CsvSource({"PCMU,PCMU,false", "PCMU,PCMA,false", "PCMU,PCMU,true"})
  void allocatesNothingPerPacket(String codec, String otherCodec, boolean otherKnowsOnlyTones) {
    try (TestHouse house = new TestHouse(TestHouse.settings().withLoops(1))) {
      for (int i = 0; i < CALLS; i++) {
        MediaSession one = house.session();
        MediaSession other = house.session();
        peer(house, codec).call(one);
        TestPeer peer = peer(house, otherCodec).call(other);
        if (otherKnowsOnlyTones) {
          other.apply(SendDigitTest.knowingNoEvents(peer.plan())).toCompletableFuture().join();
        }
        house.engine.bridge(one, other, (to, digit) -> {}).bridged().toCompletableFuture().join();
      }
      // A compiler at work may still allocate what it will not later: the least of some rounds.
      double least = Double.MAX_VALUE;
      for (int round = 0; round < 10 && least >= 1; round++) {
        least = Math.min(least, bytesPerPacket(house));
      }
      assertThat(least).isLessThan(1);
    }
  }

  private static TestPeer peer(TestHouse house, String codec) {
    return codec.equals("PCMU")
        ? house.peer(TestPeer.PCMU, 0, 500)
        : house.peer(TestPeer.PCMA, 8, 500);
  }

  private static double bytesPerPacket(TestHouse house) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long loop = house.engine.loops().loops().getFirst().thread().threadId();
    List<TestPeer> peers = house.peers();
    long packetsBefore = packets(peers);
    long bytesBefore = threads.getThreadAllocatedBytes(loop);
    await().atMost(Duration.ofSeconds(30)).until(() -> packets(peers) >= packetsBefore + PACKETS);
    long bytes = threads.getThreadAllocatedBytes(loop) - bytesBefore;
    return (double) bytes / (2 * (packets(peers) - packetsBefore));
  }

  /** As many came as went. */
  private static long packets(List<TestPeer> peers) {
    return peers.stream().mapToLong(peer -> peer.received.get()).sum();
  }
}
