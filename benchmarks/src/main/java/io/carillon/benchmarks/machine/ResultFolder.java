package io.carillon.benchmarks.machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a comparison leaves its logs and figures. */
public final class ResultFolder {
  @Option(names = "--out", description = "new folder for logs and figures")
  private Path out;

  /**
   * Makes the one that was asked for, else a new one below benchmarks/target.
   *
   * @param name of the comparison
   */
  public Path make(String name) throws IOException {
    if (out != null) {
      return Files.createDirectories(out).toAbsolutePath();
    }
    String home = System.getProperty("carillon.home", "");
    Path target = Files.createDirectories(Path.of(home, "benchmarks", "target"));
    return Files.createTempDirectory(target.toAbsolutePath(), name + "-");
  }

  /** Keeps a report and prints it. */
  public static void report(Path folder, String name, String markdown, PrintWriter to)
      throws IOException {
    Files.writeString(folder.resolve(name + ".md"), markdown);
    to.printf("%n%s%nFigures and logs: %s%n", markdown, folder);
    to.flush();
  }
}
