package io.carillon.cli.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that ran to its end.
 *
 * @param exit its exit code
 * @param output what it wrote to standard output
 * @param errors what it wrote to standard error
 */
public record Command(int exit, String output, String errors) {

  /** Runs a program; one that takes longer is ended and fails the test. */
  public static Command run(Duration longest, List<String> words) {
    Path output = null;
    Path errors = null;
    try {
      output = Files.createTempFile("command", ".out");
      errors = Files.createTempFile("command", ".err");
      Process process =
          new ProcessBuilder(words)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            words.getFirst() + " took longer than " + longest + ": " + text(errors));
      }
      return new Command(process.exitValue(), text(output), text(errors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      delete(output);
      delete(errors);
    }
  }

  /** As {@link #run}, and it must end with 0. */
  public static Command succeed(Duration longest, List<String> words) {
    Command command = run(longest, words);
    if (command.exit != 0) {
      throw new AssertionError(
          String.join(" ", words) + " ended with " + command.exit + ": " + command.errors);
    }
    return command;
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static void delete(Path file) {
    if (file == null) {
      return;
    }
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
