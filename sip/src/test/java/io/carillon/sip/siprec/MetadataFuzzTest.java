package io.carillon.sip.siprec;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes in: metadata or a {@link MetadataException}, nothing else. */
class MetadataFuzzTest {

  static Stream<Arguments> seeds() {
    return MetadataSamples.DEVICES.stream()
        .map(
            device ->
                Arguments.of(
                    (Object) MetadataSamples.text(device).getBytes(StandardCharsets.UTF_8)));
  }

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "30s")
  void anyBodyIsReadOrRefused(byte[] body) {
    check(new String(body, StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mixed-any-order", "ribbon-bye"})
  void aBodyCutAnywhereIsRefused(String device) {
    String text = MetadataSamples.text(device).trim();
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      assertThat(check(cut)).as(cut).isFalse();
    }
  }

  @Property(tries = 500)
  void damageNeverGetsThrough(
      @ForAll @IntRange(max = 8) int device,
      @ForAll long seed,
      @ForAll @IntRange(max = 6) int times) {
    StringBuilder text =
        new StringBuilder(MetadataSamples.text(MetadataSamples.DEVICES.get(device)));
    Random random = new Random(seed);
    for (int i = 0; i <= times; i++) {
      int at = random.nextInt(text.length());
      int to = Math.min(text.length(), at + random.nextInt(30));
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, "<>&;\"'/= \0\ud800x".charAt(random.nextInt(12)));
        case 1 -> text.delete(at, to);
        default -> text.insert(random.nextInt(text.length()), text.substring(at, to));
      }
      if (text.isEmpty()) {
        return;
      }
    }
    check(text.toString());
  }

  /** Reads, merges with itself both ways and asks for speakers; true when it was read. */
  private static boolean check(String text) {
    try {
      RecordingMetadata read = RecordingMetadata.parse(text);
      RecordingMetadata merged = read.merge(read);
      assertThat(merged.participants()).isEqualTo(read.participants());
      assertThat(merged.streams()).isEqualTo(read.streams());
      for (RecordedStream stream : read.streams()) {
        assertThat(read.participants()).containsAll(read.speakersOf(stream.label()));
      }
      for (String extension : read.extensions()) {
        XmlReader.read(extension);
      }
      return true;
    } catch (MetadataException refused) {
      assertThat(refused.getMessage()).hasSizeLessThan(300).isASCII().doesNotContain("\n");
      return false;
    }
  }
}
