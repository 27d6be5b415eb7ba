package io.carillon.cli.peers;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that runs beside a test, its output in a file; ended through its own process. */
public final class PeerProcess implements AutoCloseable {
  private static final Duration TO_END = Duration.ofSeconds(5);

  private final Process process;
  private final Path log;

  private PeerProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts it in a folder, with its output and errors in one log file. */
  public static PeerProcess start(Path folder, Path log, List<String> words) {
    return start(folder, log, Redirect.from(Path.of("/dev/null").toFile()), words);
  }

  /** The same for a program that ends at the end of its input: nothing is typed, and no end. */
  public static PeerProcess startWithKeyboard(Path folder, Path log, List<String> words) {
    return start(folder, log, Redirect.PIPE, words);
  }

  private static PeerProcess start(Path folder, Path log, Redirect input, List<String> words) {
    try {
      Process process =
          new ProcessBuilder(words)
              .directory(folder.toFile())
              .redirectInput(input)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new PeerProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What it has written so far. */
  public String log() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until its log holds a text; fails at once when it ends before. */
  public void awaitLog(String text, Duration longest) {
    await("log of " + log.getFileName() + ": " + text)
        .atMost(longest)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              boolean alive = process.isAlive();
              if (log().contains(text)) {
                return true;
              }
              if (!alive) {
                throw new AssertionError("ended with " + process.exitValue() + ": " + log());
              }
              return false;
            });
  }

  boolean hasEnded() {
    return !process.isAlive();
  }

  /** Waits until it ends by itself. */
  public int awaitExit(Duration longest) {
    try {
      if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("still running after " + longest + ": " + log());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  /** Asks it to end (SIGTERM), and ends it when it does not. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
