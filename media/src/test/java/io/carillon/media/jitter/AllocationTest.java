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
  private static final int MEASURED = 2_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private double bytesPerPacket(PayloadFormat format, int type) {
    PlayoutRig rig = new PlayoutRig(48_000, JitterSettings.DEFAULT);
    short[] pcm = new short[960];
    long before = 0;
    try (AudioEncoder encoder = rig.codecs.encoder(format, 20)) {
      int samples = encoder.sampleRate() / 50;
      short[] tone = new short[samples];
      for (int n = 0; n < WARM_UP + MEASURED; n++) {
        if (n == WARM_UP) {
          before = threads.getCurrentThreadAllocatedBytes();
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
    double bytes = threads.getCurrentThreadAllocatedBytes() - before;
    rig.playout.close();
    return bytes / MEASURED;
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
