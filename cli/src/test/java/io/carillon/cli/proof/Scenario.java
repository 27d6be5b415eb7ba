package io.carillon.cli.proof;

import io.carillon.cli.peers.Sipp;
import io.carillon.cli.peers.WaveFile;
import io.carillon.media.codec.AudioEncoder;
import io.carillon.media.codec.Codecs;
import io.carillon.media.session.PayloadFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The scenarios of sipp that lie with the tests' resources, and the sounds they stream. */
final class Scenario {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private Scenario() {}

  /**
   * Starts one.
   *
   * @param folder where sipp may leave its files
   * @param server "127.0.0.1:PORT"
   * @param user what is dialled
   * @param options of sipp; one call when they do not say how many
   */
  static Sipp start(String name, Path folder, String server, String user, String... options) {
    List<String> all = new ArrayList<>(List.of("-s", user));
    if (!Arrays.asList(options).contains("-m")) {
      all.addAll(List.of("-m", "1"));
    }
    all.addAll(Arrays.asList(options));
    return Sipp.start(file(name), folder, server, all.toArray(String[]::new));
  }

  private static Path file(String name) {
    try {
      return Path.of(Scenario.class.getResource("/sipp/" + name + ".xml").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Writes what talkers (440 Hz at -20 dB) and silent listeners stream, a second that repeats. */
  static void writeSounds(Path folder) {
    write(folder.resolve("talk.ulaw"), WaveFile.tone(8000, 440, -20, SECOND));
    write(folder.resolve("silence.ulaw"), new WaveFile(8000, new short[8000]));
  }

  private static void write(Path file, WaveFile sound) {
    byte[] bytes = new byte[sound.samples().length];
    try (AudioEncoder encoder = new Codecs().encoder(new PayloadFormat("PCMU", 8000, 1, ""), 20)) {
      for (int at = 0; at < bytes.length; at += 160) {
        encoder.encode(sound.samples(), at, 160, bytes, at);
      }
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
