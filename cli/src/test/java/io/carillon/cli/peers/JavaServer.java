package io.carillon.cli.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Servers written in Java that the build puts below cli/target/servers, each a process of its own
 * with this JVM's java, so that their libraries do not meet ours.
 */
final class JavaServer {
  private static final Duration START = Duration.ofSeconds(90);

  private JavaServer() {}

  /** Where the build puts them. */
  static Path place(String name) {
    Path place = Path.of(System.getProperty("carillon.home"), "cli", "target", "servers", name);
    if (!Files.exists(place)) {
      throw new IllegalStateException(place + " is missing: mvn process-test-classes makes it");
    }
    return place;
  }

  /**
   * Starts one and waits until it says that it is ready.
   *
   * @param folder its working folder, with its log
   * @param ready what its log says then
   * @param words of the JVM, main class, its own
   */
  static PeerProcess start(Path folder, String classPath, String ready, String... words) {
    List<String> all = new ArrayList<>();
    all.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    all.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    all.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-cp", classPath));
    all.addAll(Arrays.asList(words));
    PeerProcess process = PeerProcess.start(folder, folder.resolve("log"), all);
    try {
      process.awaitLog(ready, START);
      return process;
    } catch (RuntimeException | Error e) {
      process.close();
      throw e;
    }
  }
}
