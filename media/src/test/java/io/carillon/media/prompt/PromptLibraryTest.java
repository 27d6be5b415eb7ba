package io.carillon.media.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.core.prompt.Prompt;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptLibraryTest {
  @TempDir Path folder;

  @Test
  void readsEverySoundOfTheFolderAtEveryRate() throws Exception {
    Files.write(folder.resolve("a.wav"), wav(48000, 1, 1000));
    Files.write(folder.resolve("b.wav"), wav(48000, 1, 960));
    Files.writeString(folder.resolve("prompts.txt"), "not a sound");

    PromptLibrary library = PromptLibrary.read(folder);
    List<Sound> sounds =
        library.sounds(List.of(new Prompt("b"), new Prompt("none"), new Prompt("a")));

    assertThat(sounds).extracting(Sound::name).containsExactly("b", "a");
    assertThat(sounds).extracting(Sound::frames).containsExactly(1, 2);
    assertThat(sounds.get(1).pcm(48000)).hasSize(1920);
    assertThat(sounds.get(1).pcm(16000)).hasSize(640);
    assertThat(sounds.get(1).pcm(8000)).hasSize(320);
  }

  @Test
  void saysWhatIsWrongWithAFile() throws Exception {
    Files.write(folder.resolve("a.wav"), wav(8000, 1, 100));
    assertThatThrownBy(() -> PromptLibrary.read(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.wav")
        .hasMessageContaining("8000 Hz")
        .hasMessageContaining("48000");
    Files.write(folder.resolve("a.wav"), wav(48000, 2, 100));
    assertThatThrownBy(() -> PromptLibrary.read(folder)).hasMessageContaining("2 channels");
    Files.writeString(folder.resolve("a.wav"), "ID3 something else altogether");
    assertThatThrownBy(() -> PromptLibrary.read(folder)).hasMessageContaining("no WAV");
  }

  @Test
  void takesAFileCutAnywhereOrRefusesIt() throws Exception {
    byte[] whole = wav(48000, 1, 100);
    Path file = folder.resolve("a.wav");
    for (int length = 0; length <= whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      int samples = -1;
      try {
        samples = WavReader.read(file, 48000).length;
      } catch (IOException e) {
        assertThat(e).hasMessageContaining("a.wav");
      }
      assertThat(samples).isEqualTo(length < 44 ? -1 : (length - 44) / 2);
    }
  }

  private static byte[] wav(int rate, int channels, int samples) {
    ByteBuffer wav = ByteBuffer.allocate(44 + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes()).putInt(36 + 2 * samples).put("WAVEfmt ".getBytes()).putInt(16);
    wav.putShort((short) 1).putShort((short) channels).putInt(rate).putInt(2 * rate);
    wav.putShort((short) 2).putShort((short) 16).put("data".getBytes()).putInt(2 * samples);
    for (int i = 0; i < samples; i++) {
      wav.putShort((short) i);
    }
    return wav.array();
  }
}
