package io.carillon.media.dsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Changing the sample rate")
class ResamplerTest {
  private static final double AMPLITUDE = 20_000;

  private static short[] convert(short[] in, int from, int to, int piece) {
    Resampler resampler = new Resampler(from, to);
    short[] out = new short[(int) ((long) in.length * to / from) + 8];
    int written = 0;
    for (int at = 0; at < in.length; at += piece) {
      written += resampler.process(in, at, Math.min(piece, in.length - at), out, written);
    }
    return java.util.Arrays.copyOf(out, written);
  }

  @ParameterizedTest(name = "{0} Hz to {1} Hz")
  @CsvSource({"8000,16000", "8000,48000", "16000,48000", "16000,8000", "48000,8000", "48000,16000"})
  void keepsTonesUpTo90PercentOfTheLowerBand(int from, int to) {
    double nyquist = Math.min(from, to) / 2.0;
    for (double share : new double[] {0.02, 0.1, 0.25, 0.5, 0.75, 0.85, 0.9}) {
      double hz = share * nyquist;
      short[] out = convert(Tones.sine(hz, AMPLITUDE, from, from / 2), from, to, from / 50);

      double level = Tones.amplitude(out, to / 10, to / 4, hz, to);

      assertThat(Tones.db(level / AMPLITUDE)).as("%s Hz", hz).isBetween(-0.5, 0.5);
    }
  }

  @ParameterizedTest(name = "{0} Hz to {1} Hz")
  @CsvSource({"16000,8000", "48000,8000", "48000,16000"})
  void whatDoesNotFitIntoTheLowerBandIsGone(int from, int to) {
    double nyquist = to / 2.0;
    for (double hz = nyquist * 1.005; hz < from / 2.0 * 0.99; hz += nyquist / 7) {
      short[] out = convert(Tones.sine(hz, AMPLITUDE, from, from / 2), from, to, from / 50);

      double rest = Level.rms(out, to / 10, to / 4) * Math.sqrt(2);

      assertThat(Tones.db(rest / AMPLITUDE)).as("%s Hz", hz).isLessThan(-60);
    }
  }

  @ParameterizedTest(name = "{0} Hz to {1} Hz")
  @CsvSource({"8000,16000", "8000,48000", "16000,48000"})
  void imagesAreGone(int from, int to) {
    for (double share : new double[] {0.1, 0.5, 0.9, 0.995}) {
      double hz = share * from / 2;
      short[] out = convert(Tones.sine(hz, AMPLITUDE, from, from / 2), from, to, from / 50);

      for (int k = 1; k * from - hz < to / 2.0; k++) {
        double image = Tones.amplitude(out, to / 10, to / 4, k * from - hz, to);
        assertThat(Tones.db(image / AMPLITUDE)).as("image of %s Hz", hz).isLessThan(-60);
      }
    }
  }

  @ParameterizedTest(name = "{0} Hz to {1} Hz")
  @CsvSource({"8000,48000", "48000,8000", "16000,48000", "48000,16000", "48000,48000"})
  void piecesOfAnyLengthGiveTheSameAsOneWhole(int from, int to) {
    short[] in = Tones.sine(440, AMPLITUDE, from, from / 10);

    short[] whole = convert(in, from, to, in.length);

    for (int piece : new int[] {1, 7, 80, 959, 1000}) {
      assertThat(convert(in, from, to, piece)).as("pieces of %s", piece).isEqualTo(whole);
    }
  }

  @Test
  void aTickIsATickAtEitherRate() {
    short[] out = new short[960];

    assertThat(new Resampler(8000, 48000).process(new short[160], 0, 160, out, 0)).isEqualTo(960);
    assertThat(new Resampler(48000, 8000).process(new short[960], 0, 960, out, 0)).isEqualTo(160);
    assertThat(new Resampler(48000, 16000).process(new short[960], 0, 960, out, 0)).isEqualTo(320);
  }

  @Test
  void fullScaleSquareWavesSaturateInsteadOfWrappingAround() {
    short[] in = new short[1600];
    for (int i = 0; i < in.length; i++) {
      in[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
    }

    short[] out = convert(in, 8000, 48000, 160);

    // Away from the edges the sign is that of the input, also where the filter overshoots.
    for (int i = 20; i < in.length - 60; i++) {
      if (i % 20 == 10) {
        int at = (i + 44) * 6;
        assertThat(Math.signum(out[at])).isEqualTo(Math.signum(in[i]));
      }
    }
  }

  @Test
  void resetForgetsThePast() {
    Resampler resampler = new Resampler(8000, 48000);
    short[] out = new short[960];
    resampler.process(Tones.sine(440, AMPLITUDE, 8000, 160), 0, 160, out, 0);

    resampler.reset();
    resampler.process(new short[160], 0, 160, out, 0);

    assertThat(out).containsOnly((short) 0);
  }

  @Test
  void otherRatesAreRefused() {
    assertThatThrownBy(() -> new Resampler(44100, 48000)).hasMessageContaining("44100");
  }
}
