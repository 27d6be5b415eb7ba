package io.carillon.sip.leg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs a scenario of {@code src/test/resources/sipp} with Debian's sipp. */
final class Sipp {
  private static final long PATIENCE_SECONDS = 60;

  private Sipp() {}

  /**
   * Plays the scenario once as the caller; fails with what sipp wrote when it does not go through.
   */
  static void call(String scenario, InetSocketAddress server, String... options)
      throws IOException, InterruptedException {
    start(scenario, server, options).finish();
  }

  /** A scenario being played. */
  record Run(String scenario, Process process, Path folder) {

    /** Waits for its end; fails with what sipp wrote when it did not go through. */
    void finish() throws IOException, InterruptedException {
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      assertThat(ended).as("sipp %s ended", scenario).isTrue();
      assertThat(process.exitValue()).as("sipp %s: %s", scenario, errors()).isZero();
    }

    private String errors() throws IOException {
      StringBuilder text = new StringBuilder();
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(f -> f.toString().endsWith("_errors.log")).toList()) {
          text.append(Files.readString(file));
        }
      }
      return text.length() > 4000 ? text.substring(0, 4000) : text.toString();
    }
  }

  static Run start(String scenario, InetSocketAddress server, String... options)
      throws IOException {
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "sipp-");
    Path file = folder.resolve(scenario + ".xml");
    try (InputStream source = Sipp.class.getResourceAsStream("/sipp/" + scenario + ".xml")) {
      assertThat(source).as("scenario %s", scenario).isNotNull();
      Files.copy(source, file, StandardCopyOption.REPLACE_EXISTING);
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                "sipp",
                server.getAddress().getHostAddress() + ":" + server.getPort(),
                "-sf",
                file.getFileName().toString(),
                "-i",
                "127.0.0.1",
                "-p",
                Integer.toString(freePort()),
                "-s",
                "anybody",
                "-nostdin",
                "-trace_err",
                "-timeout",
                "40s",
                "-timeout_error"));
    if (Stream.of(options).noneMatch("-m"::equals)) {
      command.addAll(List.of("-m", "1"));
    }
    command.addAll(List.of(options));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    return new Run(scenario, process, folder);
  }

  static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress("127.0.0.1", 0))) {
      return socket.getLocalPort();
    }
  }
}
