package io.carillon.media.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs a program that judges what we wrote. */
public final class Peer {

  /** What it said. */
  public record Result(int exitCode, byte[] bytes, String stderr) {
    public String stdout() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private Peer() {}

  /** Runs to the end, for at most thirty seconds. */
  public static Result run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).start();
    process.getOutputStream().close();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    Thread reader =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    process.getErrorStream().transferTo(errors);
                  } catch (IOException e) {
                    errors.writeBytes(e.toString().getBytes(StandardCharsets.UTF_8));
                  }
                });
    byte[] out = process.getInputStream().readAllBytes();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(command[0] + " did not end");
    }
    reader.join();
    return new Result(process.exitValue(), out, errors.toString(StandardCharsets.UTF_8));
  }
}
