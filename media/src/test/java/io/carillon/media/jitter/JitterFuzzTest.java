package io.carillon.media.jitter;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Hostile packets and times against the whole playout. */
class JitterFuzzTest {
  private static final int[] TYPES = {0, 9, 13, 101, 111, 77};

  @FuzzTest
  void playout(FuzzedDataProvider data) {
    PlayoutRig rig = new PlayoutRig(16_000, JitterSettings.DEFAULT);
    long now = 0;
    long received = 0;
    while (data.remainingBytes() > 0) {
      now += data.consumeInt(0, 3000) * 100_000L;
      if (data.consumeBoolean()) {
        rig.ssrc = data.consumeInt(0, 2);
        byte[] payload = data.consumeBytes(data.consumeInt(0, 300));
        System.arraycopy(payload, 0, rig.packet, 3, payload.length);
        int type = TYPES[data.consumeInt(0, TYPES.length - 1)];
        long sequence = data.consumeInt(0, 65_535);
        rig.put(sequence, data.consumeInt(), type, payload.length, now);
        received++;
      } else {
        rig.read(now / 1_000_000);
      }
    }
    rig.playout.reset();
    rig.playout.close();

    JitterCounters counters = rig.playout.counters();
    assertThat(counters.received()).isEqualTo(received);
    assertThat(
            counters.played()
                + counters.malformed()
                + counters.late()
                + counters.duplicate()
                + counters.discarded()
                + counters.probation()
                + counters.unknownPayload()
                + counters.tooLong())
        .isEqualTo(received);
  }
}
