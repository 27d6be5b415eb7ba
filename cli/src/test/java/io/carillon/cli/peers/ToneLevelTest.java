package io.carillon.cli.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToneLevelTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  @ParameterizedTest
  @CsvSource({"8000, 440, -20", "16000, 3000, -6", "48000, 997, -40", "48000, 15000, -3"})
  void measuresATone(int rate, int hertz, double decibels) {
    WaveFile tone = WaveFile.tone(rate, hertz, decibels, SECOND);
    assertThat(ToneLevel.decibels(tone, hertz)).isCloseTo(decibels, within(0.2));
    assertThat(ToneLevel.overall(tone)).isCloseTo(decibels, within(0.2));
    assertThat(ToneLevel.decibels(tone, hertz / 2)).isLessThan(-80);
  }

  @Test
  void tellsTonesApart() {
    short[] mixed = WaveFile.tone(8000, 440, -10, SECOND).samples().clone();
    short[] quiet = WaveFile.tone(8000, 500, -50, SECOND).samples();
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] += quiet[i];
    }
    WaveFile sound = new WaveFile(8000, mixed);
    assertThat(ToneLevel.decibels(sound, 440)).isCloseTo(-10, within(0.2));
    assertThat(ToneLevel.decibels(sound, 500)).isCloseTo(-50, within(1.0));
  }

  @Test
  void silenceIsSilent() {
    WaveFile silence = new WaveFile(8000, new short[8000]);
    assertThat(ToneLevel.decibels(silence, 440)).isEqualTo(ToneLevel.SILENCE);
    assertThat(ToneLevel.overall(silence)).isEqualTo(ToneLevel.SILENCE);
  }

  @Test
  void refusesToJudgeNothing() {
    assertThatThrownBy(() -> ToneLevel.decibels(new WaveFile(8000, new short[100]), 440))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void readsWhatItWrote(@TempDir Path folder) throws Exception {
    WaveFile tone = WaveFile.tone(16000, 440, -20, SECOND);
    Path file = folder.resolve("tone.wav");
    tone.write(file);
    WaveFile read = WaveFile.read(file);
    assertThat(read.sampleRate()).isEqualTo(16000);
    assertThat(read.samples()).isEqualTo(tone.samples());

    byte[] unfinished = Files.readAllBytes(file);
    Arrays.fill(unfinished, 40, 44, (byte) 0);
    Files.write(file, unfinished);
    assertThat(WaveFile.read(file).length()).isEqualTo(SECOND);
    assertThat(read.last(Duration.ofMillis(250)).samples()).hasSize(4000);
    assertThat(read.part(Duration.ofMillis(900), SECOND).samples()).hasSize(1600);
  }
}
