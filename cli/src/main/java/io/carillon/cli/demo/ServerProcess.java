package io.carillon.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@code carillon serve} in a process of its own, with the JVM and class path of this one. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(60);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final JsonNode ready;

  private ServerProcess(Process process, JsonNode ready) {
    this.process = process;
    this.ready = ready;
  }

  /**
   * Starts a server and waits until it is ready.
   *
   * @param log gets what it writes to stderr
   * @param arguments of {@code serve}
   * @throws IOException when it does not become ready; the log says why
   */
  public static ServerProcess start(Path log, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseZGC",
            "-XX:+UseCompactObjectHeaders",
            "-XX:AutoBoxCacheMax=65536",
            "-Xmx1g",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Djdk.tls.rejectClientInitiatedRenegotiation=true"));
    String archive = System.getProperty("carillon.classes");
    if (archive != null) {
      // As the launcher does; nothing of it may reach stdout, where the ready line comes.
      command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable"));
    }
    String home = System.getProperty("carillon.home");
    if (home != null) {
      command.add("-Dcarillon.home=" + home);
    }
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.carillon.cli.Carillon", "serve"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      return new ServerProcess(process, ready(process));
    } catch (IOException e) {
      process.destroyForcibly();
      throw new IOException("the server did not start: " + e.getMessage() + "; see " + log, e);
    }
  }

  private static JsonNode ready(Process process) throws IOException {
    BufferedReader out = process.inputReader();
    CompletableFuture<String> line = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                line.complete(out.readLine());
              } catch (IOException e) {
                line.completeExceptionally(e);
              }
            });
    try {
      String text = line.get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (text == null) {
        throw new IOException("it ended with " + process.waitFor());
      }
      return new ObjectMapper().readTree(text);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException("not ready after " + START_PATIENCE.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Its ready line: the addresses it listens on. */
  public JsonNode ready() {
    return ready;
  }

  public long pid() {
    return process.pid();
  }

  /** Ends it with SIGKILL, as a power cut would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it with SIGTERM and returns its exit code; kills it when it does not end. */
  public int stop() {
    process.destroy();
    try {
      if (process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    return -1;
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      stop();
    }
  }
}
