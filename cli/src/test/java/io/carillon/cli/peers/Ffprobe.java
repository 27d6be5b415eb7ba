package io.carillon.cli.peers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What FFmpeg makes of a media file. */
public final class Ffprobe {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Ffprobe() {}

  /**
   * Format and streams by key ("streams.stream.0.codec_name" = "pcm_s16le", "format.duration"). Any
   * error it reports fails the test.
   */
  public static Map<String, String> inspect(Path file) {
    Command probe =
        Command.succeed(
            LONGEST,
            List.of(
                "ffprobe",
                "-v",
                "error",
                "-show_format",
                "-show_streams",
                "-of",
                "flat",
                file.toString()));
    if (!probe.errors().isBlank()) {
      throw new AssertionError("ffprobe on " + file + ": " + probe.errors());
    }
    return probe
        .output()
        .lines()
        .map(line -> line.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> pair[1].replaceAll("^\"|\"$", ""), (a, b) -> b));
  }

  /** Decodes the first audio stream from the first to the last packet; errors fail the test. */
  public static WaveFile decode(Path file, Path wav) {
    Command ffmpeg =
        Command.succeed(
            LONGEST,
            List.of(
                "ffmpeg",
                "-v",
                "error",
                "-nostdin",
                "-y",
                "-i",
                file.toString(),
                "-map",
                "0:a:0",
                "-c:a",
                "pcm_s16le",
                wav.toString()));
    if (!ffmpeg.errors().isBlank()) {
      throw new AssertionError("ffmpeg on " + file + ": " + ffmpeg.errors());
    }
    return WaveFile.read(wav);
  }
}
