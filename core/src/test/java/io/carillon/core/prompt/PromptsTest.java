package io.carillon.core.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PromptsTest {
  private static final Path CONF = Path.of("").toAbsolutePath().resolveSibling("conf");
  private static final int HEADER = 44;

  @Test
  void everyConstantHasItsWavAndNoWavIsLeftOver() throws IOException {
    assertThat(wavs("prompts").stream().map(PromptsTest::name).collect(Collectors.toSet()))
        .isEqualTo(constants());
  }

  @Test
  void everyConstantIsSpokenOrASound() {
    Set<String> described =
        Stream.concat(Prompts.TEXTS.keySet().stream(), Prompts.SOUNDS.stream())
            .map(Prompt::name)
            .collect(Collectors.toSet());

    assertThat(described).isEqualTo(constants());
  }

  @Test
  void theListTheScriptSpeaksFromSaysTheSame() throws IOException {
    Map<String, String> list =
        Files.readAllLines(CONF.resolve("prompts/prompts.txt")).stream()
            .filter(line -> line.matches("[a-z].*"))
            .map(line -> line.split("\\|", 2))
            .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));

    assertThat(list)
        .isEqualTo(
            Prompts.TEXTS.entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue)));
  }

  static Collection<Path> everyWav() throws IOException {
    return Stream.concat(wavs("prompts").stream(), wavs("demo").stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("everyWav")
  void everyWavIs48kHzMono16Bit(Path wav) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);

    assertThat(ascii(bytes, 0)).isEqualTo("RIFF");
    assertThat(bytes.getInt(4)).isEqualTo(bytes.capacity() - 8);
    assertThat(ascii(bytes, 8)).isEqualTo("WAVE");
    assertThat(ascii(bytes, 12)).isEqualTo("fmt ");
    assertThat(bytes.getInt(16)).isEqualTo(16);
    assertThat(bytes.getShort(20)).as("PCM").isEqualTo((short) 1);
    assertThat(bytes.getShort(22)).as("channels").isEqualTo((short) 1);
    assertThat(bytes.getInt(24)).as("sample rate").isEqualTo(48_000);
    assertThat(bytes.getShort(34)).as("bits").isEqualTo((short) 16);
    assertThat(ascii(bytes, 36)).isEqualTo("data");
    assertThat(bytes.getInt(40)).isEqualTo(bytes.capacity() - HEADER);
  }

  @ParameterizedTest
  @MethodSource("everyWav")
  void speechIsAsLoudAsSpeechMusicIsQuieterAndNothingClips(Path wav) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
    double sum = 0;
    int peak = 0;
    for (int at = HEADER; at < bytes.capacity(); at += 2) {
      int sample = bytes.getShort(at);
      sum += (double) sample * sample;
      peak = Math.max(peak, Math.abs(sample));
    }
    double rms = Math.sqrt(sum / ((bytes.capacity() - HEADER) / 2.0));

    boolean sound = Prompts.SOUNDS.stream().anyMatch(p -> p.name().equals(name(wav)));
    assertThat(20 * Math.log10(rms / 32768))
        .as("dBFS")
        .isCloseTo(sound ? -26.5 : -21.5, within(sound ? 3.0 : 1.5));
    assertThat(peak).isLessThan(32_000);
  }

  private static Set<String> constants() {
    return Arrays.stream(Prompts.class.getFields())
        .filter(field -> field.getType() == Prompt.class && Modifier.isStatic(field.getModifiers()))
        .map(field -> field.getName().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
        .collect(Collectors.toSet());
  }

  private static Collection<Path> wavs(String folder) throws IOException {
    try (Stream<Path> files = Files.list(CONF.resolve(folder))) {
      return files.filter(file -> file.toString().endsWith(".wav")).sorted().toList();
    }
  }

  private static String name(Path wav) {
    return wav.getFileName().toString().replace(".wav", "");
  }

  private static String ascii(ByteBuffer bytes, int at) {
    byte[] four = new byte[4];
    bytes.get(at, four);
    return new String(four, StandardCharsets.US_ASCII);
  }
}
