package io.carillon.media.matroska;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.core.stream.FragmentLayout;
import io.carillon.core.testkit.RequiresPeer;
import io.carillon.media.testkit.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcmFragmentWriterTest {
  private static final long START = 1_763_647_200_000L;

  private final PcmFragmentWriter writer = new PcmFragmentWriter();

  /** A second of a tone in blocks of 20 ms. */
  private byte[] second(int rate, long timestamp) {
    writer.begin(rate, 7, Map.of("TransactionId", "11111111-2222"), timestamp);
    short[] pcm = new short[rate / 50];
    for (int block = 0; block < 50; block++) {
      for (int i = 0; i < pcm.length; i++) {
        double t = (double) (block * pcm.length + i) / rate;
        pcm[i] = (short) (8000 * Math.sin(2 * Math.PI * 440 * t));
      }
      writer.block(20 * block, pcm, 0, pcm.length);
    }
    return writer.finish();
  }

  private byte[] seconds(int rate, int count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < count; i++) {
      out.write(second(rate, START + 1000L * i));
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 16000})
  void aStrictReaderFindsWhatWasWritten(int rate) throws IOException {
    List<MatroskaReader.Fragment> fragments = MatroskaReader.read(seconds(rate, 3));

    assertThat(fragments).hasSize(3);
    MatroskaReader.Fragment second = fragments.get(1);
    assertThat(second.timestampMillis()).isEqualTo(START + 1000);
    assertThat(second.sampleRate()).isEqualTo(rate);
    assertThat(second.codecId()).isEqualTo("A_PCM/INT/LIT");
    assertThat(second.tags()).containsExactly(Map.entry("TransactionId", "11111111-2222"));
    assertThat(second.blocks()).hasSize(50);
    assertThat(second.blocks().get(49).timestampMillis()).isEqualTo(START + 1980);
    assertThat(second.blocks().get(0).pcm()[5])
        .isEqualTo((short) (8000 * Math.sin(2 * Math.PI * 440 * 5 / rate)));
  }

  @Test
  void aBlockMayComeInTwoPieces() {
    short[] ring = {3, 4, 0, 1, 2};
    writer.begin(8000, 7, Map.of(), START);
    writer.block(0, ring, 2, 3, 0, 2);

    assertThat(MatroskaReader.read(writer.finish()).getFirst().blocks().getFirst().pcm())
        .containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void everyTruncationIsSeenByTheReader() throws IOException {
    writer.begin(8000, 7, Map.of("a", "b"), START);
    writer.block(0, new short[] {1, 2, 3}, 0, 3);
    byte[] fragment = writer.finish();
    for (int length = 1; length < fragment.length; length++) {
      byte[] cut = Arrays.copyOf(fragment, length);
      assertThatThrownBy(() -> MatroskaReader.read(cut)).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void aBlockOutsideItsClusterIsRefused() {
    writer.begin(8000, 7, Map.of(), START);
    assertThatThrownBy(() -> writer.block(32_768, new short[1], 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {8000, 16000})
  @RequiresPeer({"ffprobe", "ffmpeg", "mkvinfo"})
  void ffmpegAndMkvtoolnixReadAFileOfFragments(int rate, @TempDir Path folder) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < 3; i++) {
      byte[] fragment = second(rate, START + 1000L * i);
      int from = i == 0 ? 0 : FragmentLayout.clusterOffset(fragment);
      out.write(fragment, from, fragment.length - from);
    }
    assertThat(MatroskaReader.read(out.toByteArray())).hasSize(3);
    Path file = Files.write(folder.resolve("tone.mkv"), out.toByteArray());

    Peer.Result probe =
        Peer.run(
            "ffprobe",
            "-v",
            "error",
            "-show_entries",
            "stream=codec_name,sample_rate,channels",
            "-of",
            "default=nw=1",
            file.toString());
    assertThat(probe.stderr()).isEmpty();
    assertThat(probe.stdout())
        .contains("codec_name=pcm_s16le", "sample_rate=" + rate, "channels=1");

    Peer.Result decoded =
        Peer.run("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "s16le", "-");
    assertThat(decoded.stderr()).isEmpty();
    assertThat(decoded.bytes().length).as("three seconds").isEqualTo(3 * 2 * rate);

    Peer.Result info = Peer.run("mkvinfo", "--all", file.toString());
    assertThat(info.exitCode()).isZero();
    assertThat(info.stdout()).contains("Codec ID: A_PCM/INT/LIT", "Bit depth: 16");
    assertThat(info.stdout() + info.stderr()).doesNotContainIgnoringCase("error");
    assertThat(info.stdout().lines().filter(line -> line.contains("+ Cluster timestamp")))
        .hasSize(3);
  }

  @Test
  @RequiresPeer("ffmpeg")
  void aFragmentOfItsOwnPlays(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("one.mkv"), second(8000, START));

    Peer.Result decoded =
        Peer.run("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "s16le", "-");
    assertThat(decoded.stderr()).isEmpty();
    assertThat(decoded.bytes().length).isEqualTo(16_000);
  }

  @Test
  void bytesThatAreNoFragmentHaveNoCluster() {
    byte[] fragment = second(8000, START);
    int cluster = FragmentLayout.clusterOffset(fragment);
    for (int length = 0; length < cluster + 4; length++) {
      byte[] cut = Arrays.copyOf(fragment, length);
      assertThatThrownBy(() -> FragmentLayout.clusterOffset(cut))
          .as("cut at %d", length)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
