package io.carillon.media.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Levels and gain")
class GainTest {
  private static final int RATE = 48_000;
  private static final int TICK = RATE / 50;

  @Nested
  class Levels {
    @Test
    void aFullScaleSineIs3DbBelowOverload() {
      short[] sine = Tones.sine(1000, 32_767, RATE, RATE);

      assertThat(Level.dbov(Level.rms(sine, 0, RATE))).isCloseTo(-3.01, within(0.02));
      assertThat(Level.peak(sine, 0, RATE)).isEqualTo(32_767);
      assertThat(Level.rfc6464(Level.rms(sine, 0, RATE))).isEqualTo(3);
    }

    @Test
    void extremesStayInRange() {
      short[] square = new short[100];
      java.util.Arrays.fill(square, Short.MIN_VALUE);

      assertThat(Level.dbov(Level.rms(square, 0, 100))).isZero();
      assertThat(Level.peak(square, 0, 100)).isEqualTo(32_768);
      assertThat(Level.rfc6464(Level.rms(new short[100], 0, 100))).isEqualTo(127);
      assertThat(Level.rms(square, 0, 0)).isZero();
    }
  }

  @Nested
  class Limiting {
    private final Limiter limiter = new Limiter(RATE);
    private final int[] sum = new int[TICK];
    private final short[] out = new short[RATE * 2];

    @Test
    void whatFitsPassesUnchanged() {
      short[] tone = Tones.sine(440, 29_000, RATE, TICK);
      for (int i = 0; i < TICK; i++) {
        sum[i] = tone[i];
      }

      limiter.process(sum, 0, TICK, out, 0);

      assertThat(java.util.Arrays.copyOf(out, TICK)).isEqualTo(tone);
      assertThat(limiter.gain()).isEqualTo(1);
    }

    @Test
    void threeLoudTalkersAreNeverClippedNorMuchDistorted() {
      short[] a = Tones.sine(300, 30_000, RATE, RATE);
      short[] b = Tones.sine(700, 30_000, RATE, RATE);
      short[] c = Tones.sine(1100, 30_000, RATE, RATE);
      for (int at = 0; at < RATE; at += TICK) {
        for (int i = 0; i < TICK; i++) {
          sum[i] = a[at + i] + b[at + i] + c[at + i];
        }
        limiter.process(sum, 0, TICK, out, at);
      }

      assertThat(Level.peak(out, 0, RATE)).isLessThanOrEqualTo(Limiter.CEILING);
      double level = 0;
      for (double hz : new double[] {300, 700, 1100}) {
        double one = Tones.amplitude(out, RATE / 4, RATE / 2, hz, RATE);
        assertThat(one).isGreaterThan(8_000);
        level += one * one / 2;
      }
      // What is not one of the three tones is at least 26 dB below them.
      double total = Math.pow(Level.rms(out, RATE / 4, RATE / 2), 2);
      assertThat(10 * Math.log10(level / Math.max(1, total - level))).isGreaterThan(26);
    }

    @Test
    void theGainComesBackAfterwards() {
      java.util.Arrays.fill(sum, 200_000);
      limiter.process(sum, 0, TICK, out, 0);
      assertThat(limiter.gain()).isLessThan(0.2);

      java.util.Arrays.fill(sum, 1_000);
      for (int i = 0; i < 50; i++) {
        limiter.process(sum, 0, TICK, out, 0);
      }
      assertThat(limiter.gain()).isEqualTo(1);
      assertThat(out[TICK - 1]).isEqualTo((short) 1_000);
    }

    @Test
    void anySumStaysBelowTheCeiling() {
      Random random = new Random(3);
      for (int round = 0; round < 200; round++) {
        int loudness = 1 << random.nextInt(31);
        for (int i = 0; i < TICK; i++) {
          sum[i] = (int) (random.nextGaussian() * loudness);
        }
        sum[random.nextInt(TICK)] = random.nextBoolean() ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        int samples = 1 + random.nextInt(TICK);
        limiter.process(sum, 0, samples, out, 0);
        assertThat(Level.peak(out, 0, samples)).isLessThanOrEqualTo(Limiter.CEILING + 1);
      }
    }
  }

  @Nested
  class Automatic {
    private final AutomaticGain gain = new AutomaticGain(RATE);

    /** Level after some seconds of tone bursts (300 ms on, 200 ms off) at a level in dBov. */
    private double afterSpeech(double dbov, int seconds) {
      double amplitude = 32768 * Math.sqrt(2) * Math.pow(10, dbov / 20);
      double level = 0;
      for (int tick = 0; tick < seconds * 50; tick++) {
        short[] pcm = tick % 25 < 15 ? Tones.sine(400, amplitude, RATE, TICK) : noise(tick, -65);
        gain.process(pcm, 0, TICK);
        if (tick % 25 == 10) {
          level = Level.dbov(Level.rms(pcm, 0, TICK));
        }
      }
      return level;
    }

    private static short[] noise(int seed, double dbov) {
      Random random = new Random(seed);
      double rms = 32768 * Math.pow(10, dbov / 20);
      short[] pcm = new short[TICK];
      for (int i = 0; i < TICK; i++) {
        pcm[i] = (short) (random.nextGaussian() * rms);
      }
      return pcm;
    }

    @Test
    void loudAndQuietTalkersComeToTheCommonLevel() {
      assertThat(afterSpeech(-36, 10)).isCloseTo(-26, within(1.5));
      assertThat(new Automatic().afterSpeech(-16, 10)).isCloseTo(-26, within(1.5));
      assertThat(new Automatic().afterSpeech(-26, 10)).isCloseTo(-26, within(0.5));
    }

    @Test
    void gainIsBounded() {
      assertThat(afterSpeech(-46, 20)).isCloseTo(-34, within(1.0));
      assertThat(gain.gainDb()).isLessThanOrEqualTo(AutomaticGain.MAX_DB);
      Automatic loud = new Automatic();
      loud.afterSpeech(-4, 10);
      assertThat(loud.gain.gainDb()).isGreaterThanOrEqualTo(-AutomaticGain.MAX_DB);
    }

    @Test
    void noiseIsNotPumpedUp() {
      for (int tick = 0; tick < 1500; tick++) {
        gain.process(noise(tick, -55), 0, TICK);
      }
      assertThat(gain.gainDb()).isZero();

      for (int tick = 0; tick < 1500; tick++) {
        gain.process(noise(tick, -48), 0, TICK);
      }
      assertThat(gain.gainDb()).as("steady noise, after its first second").isLessThan(6.5);
    }

    @Test
    void aShoutAfterWhisperingDoesNotWrapAround() {
      afterSpeech(-40, 10);

      short[] shout = Tones.sine(400, 32_000, RATE, TICK);
      gain.process(shout, 0, TICK);

      assertThat(Level.peak(shout, 0, TICK)).isLessThanOrEqualTo(32_000);
      assertThat(Tones.sinad(shout, 0, TICK, 400, RATE)).isGreaterThan(20);
    }

    @Test
    void silenceStaysSilence() {
      afterSpeech(-40, 5);
      short[] pcm = new short[TICK];

      assertThat(gain.process(pcm, 0, TICK)).isEqualTo(Level.SILENCE_DBOV);
      assertThat(pcm).containsOnly((short) 0);
    }
  }
}
