package io.carillon.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.carillon.media.dsp.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Comfort noise (RFC 3389)")
class ComfortNoiseTest {
  private final ComfortNoise noise = new ComfortNoise();
  private final short[] pcm = new short[8000];

  @Test
  void noiseHasTheLevelAsked() {
    for (int level = 35; level <= 75; level += 10) {
      assertThat(noise.update(new byte[] {(byte) level}, 0, 1)).isTrue();
      noise.generate(pcm, 0, 160);
      noise.generate(pcm, 0, 8000);

      assertThat(Level.dbov(Level.rms(pcm, 0, 8000))).isCloseTo(-level, within(0.7));
    }
  }

  @Test
  void theSpectrumIsAcceptedAndIgnored() {
    assertThat(noise.update(new byte[] {9, 50, 1, 2, 3, 4, 5, 6}, 1, 7)).isTrue();
    assertThat(noise.level()).isEqualTo(50);
  }

  @Test
  void malformedPayloadsChangeNothing() {
    noise.update(new byte[] {50}, 0, 1);

    assertThat(noise.update(new byte[0], 0, 0)).isFalse();
    assertThat(noise.update(new byte[] {(byte) 0x80}, 0, 1)).isFalse();
    assertThat(noise.level()).isEqualTo(50);
  }

  @Test
  void loudNoiseIsHeldDown() {
    noise.update(new byte[] {0}, 0, 1);
    noise.generate(pcm, 0, 160);
    noise.generate(pcm, 0, 8000);

    assertThat(Level.dbov(Level.rms(pcm, 0, 8000))).isLessThan(-29);
  }

  @Test
  void level127IsSilence() {
    noise.update(new byte[] {127}, 0, 1);
    noise.generate(pcm, 0, 8000);

    assertThat(pcm).containsOnly((short) 0);
  }

  @Test
  void writesWhatItReads() {
    byte[] out = new byte[2];

    assertThat(ComfortNoise.write(-53.4, out, 1)).isEqualTo(1);
    assertThat(out[1]).isEqualTo((byte) 53);
    assertThat(ComfortNoise.write(-200, out, 0)).isEqualTo(1);
    assertThat(out[0]).isEqualTo((byte) 127);
  }
}
