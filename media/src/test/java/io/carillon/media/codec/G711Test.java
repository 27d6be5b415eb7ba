package io.carillon.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.media.dsp.Level;
import io.carillon.media.dsp.Tones;
import io.carillon.media.session.PayloadFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("G.711")
class G711Test {
  private final Codecs codecs = new Codecs();

  private static PayloadFormat format(String name) {
    return new PayloadFormat(name, 8000, 1, "");
  }

  @Test
  void knowsTheValuesOfTheStandard() {
    // G.711 tables 2a and 1a: the largest values, the smallest step, and silence.
    assertThat(G711Law.MU.expand(0x80)).isEqualTo(32124);
    assertThat(G711Law.MU.expand(0x00)).isEqualTo(-32124);
    assertThat(G711Law.MU.expand(0xff)).isZero();
    assertThat(G711Law.MU.expand(0xfe)).isEqualTo(8);
    assertThat(G711Law.A.expand(0xaa)).isEqualTo(32256);
    assertThat(G711Law.A.expand(0x2a)).isEqualTo(-32256);
    assertThat(G711Law.A.expand(0xd5)).isEqualTo(8);
    assertThat(G711Law.A.expand(0x55)).isEqualTo(-8);
  }

  @ParameterizedTest
  @EnumSource(G711Law.class)
  void everyCodeComesBackAsItself(G711Law law) {
    for (int code = 0; code < 256; code++) {
      int linear = law.expand(code);
      if (law == G711Law.MU && code == 0x7f) {
        assertThat(law.expand(law.compress(linear))).as("negative zero").isZero();
      } else {
        assertThat(law.compress(linear)).as("code %x", code).isEqualTo(code);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(G711Law.class)
  void everySampleIsWithinHalfAStep(G711Law law) {
    short[] pcm = new short[65536];
    for (int i = 0; i < pcm.length; i++) {
      pcm[i] = (short) (i - 32768);
    }
    byte[] codes = new byte[pcm.length];
    law.encode(pcm, 0, pcm.length, codes, 0);

    // Half a quantising step of the segment: 1/32 of the magnitude and the smallest step.
    for (int i = 0; i < pcm.length; i++) {
      int error = Math.abs(law.expand(codes[i] & 0xff) - pcm[i]);
      assertThat(error).as("sample %s", pcm[i]).isLessThanOrEqualTo(Math.abs(pcm[i]) / 31 + 16);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PCMU", "pcma"})
  void aToneKeepsItsLevelAndIsClean(String name) {
    short[] pcm = Tones.sine(1000, 16_000, 8000, 1600);
    byte[] payload = new byte[1600];
    short[] back = new short[1600];
    try (AudioEncoder encoder = codecs.encoder(format(name), 20);
        AudioDecoder decoder = codecs.decoder(format(name))) {
      for (int at = 0; at < pcm.length; at += 160) {
        assertThat(encoder.encode(pcm, at, 160, payload, at)).isEqualTo(160);
        assertThat(decoder.decode(payload, at, 160, back, at)).isEqualTo(160);
      }
    }

    assertThat(Tones.sinad(back, 0, 1600, 1000, 8000)).isGreaterThan(36);
    assertThat(Tones.db(Tones.amplitude(back, 0, 1600, 1000, 8000) / 16_000)).isBetween(-0.2, 0.2);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 20, 30, 40, 60, 120})
  void packetsOfAnyLengthAreDecoded(int millis) {
    AudioDecoder decoder = codecs.decoder(format("PCMU"));
    byte[] payload = new byte[millis * 8];

    assertThat(decoder.samplesIn(payload, 0, payload.length)).isEqualTo(millis * 8);
    assertThat(decoder.decode(payload, 0, payload.length, new short[960], 0)).isEqualTo(millis * 8);
  }

  @Test
  void emptyAndOverlongPayloadsAreMalformed() {
    AudioDecoder decoder = codecs.decoder(format("PCMA"));

    assertThat(decoder.decode(new byte[0], 0, 0, new short[960], 0)).isEqualTo(-1);
    assertThat(decoder.decode(new byte[1500], 0, 1500, new short[960], 0)).isEqualTo(-1);
  }

  @Test
  void aLostPacketSoundsLikeTheOnesAround() {
    PitchConcealment concealment = new PitchConcealment(8000);
    short[] tone = Tones.sine(200, 10_000, 8000, 1600);
    for (int at = 0; at < 800; at += 160) {
      concealment.received(tone, at, 160);
    }
    short[] filled = tone.clone();

    concealment.conceal(filled, 800, 160);
    concealment.received(filled, 960, 160);

    // In phase and at full level for 10 ms, 20 % less in the next 10 ms.
    assertThat(Tones.sinad(filled, 800, 80, 200, 8000)).isGreaterThan(25);
    assertThat(Tones.db(Level.rms(filled, 880, 80) / Level.rms(tone, 880, 80)))
        .isBetween(-2.5, -0.3);
    for (int i = 760; i < 1120; i++) {
      assertThat(Math.abs(filled[i] - filled[i - 1])).as("no click at %s", i).isLessThan(2_500);
    }
  }

  @Test
  void aLongLossFadesToSilenceWithin60Millis() {
    PitchConcealment concealment = new PitchConcealment(8000);
    short[] pcm = Tones.sine(200, 10_000, 8000, 1600);
    concealment.received(pcm, 0, 800);
    short[] made = new short[160];

    double before = Double.MAX_VALUE;
    for (int packet = 0; packet < 3; packet++) {
      concealment.conceal(made, 0, 160);
      assertThat(Level.rms(made, 0, 160)).isLessThan(before);
      before = Level.rms(made, 0, 160);
    }
    concealment.conceal(made, 0, 160);

    assertThat(made).containsOnly((short) 0);
  }
}
