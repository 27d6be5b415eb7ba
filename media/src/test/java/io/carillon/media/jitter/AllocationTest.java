package io.carillon.media.jitter;

import static io.carillon.media.jitter.PlayoutRig.MS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.session.PayloadFormat;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Packets in and samples out allocate nothing")
class AllocationTest {
  private static final int WARM_UP = 6_000;
  private static final int ROUND = 1_000;
  private static final int ROUNDS = 5;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Of the best round: what the JIT compiler leaves on the thread of another is not ours. */
  private double bytesPerPacket(PayloadFormat format, int type) {
    PlayoutRig rig = new PlayoutRig(48_000, JitterSettings.DEFAULT);
    short[] pcm = new short[960];
    long before = 0;
    long least = Long.MAX_VALUE;
    try (AudioEncoder encoder = rig.codecs.encoder(format, 20)) {
      int samples = encoder.sampleRate() / 50;
      short[] tone = new short[samples];
      for (int n = 0; n <= WARM_UP + ROUNDS * ROUND; n++) {
        if (n >= WARM_UP && (n - WARM_UP) % ROUND == 0) {
          long now = threads.getCurrentThreadAllocatedBytes();
          if (n > WARM_UP) {
            least = Math.min(least, now - before);
          }
          before = now;
        }
        tone[n % samples] = (short) (n * 31);
        int length = encoder.encode(tone, 0, samples, rig.packet, 3);
        // Every 50th is lost, so that concealment runs, too.
        if (n % 50 != 0) {
          rig.put(n, (long) n * encoder.rtpTicks(samples), type, length, n * 20L * MS);
        }
        rig.playout.read(pcm, 0, 960, rig.start + n * 20L * MS);
      }
    }
    rig.playout.close();
    return (double) least / ROUND;
  }

  @Test
  void pcmu() {
    assertThat(bytesPerPacket(PlayoutRig.PCMU, 0)).isLessThan(1);
  }

  @Test
  void g722() {
    assertThat(bytesPerPacket(PlayoutRig.G722, 9)).isLessThan(1);
  }

  @Test
  void opus() {
    assertThat(bytesPerPacket(PlayoutRig.OPUS, 111)).isLessThan(1);
  }
}
