package io.carillon.cli.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waits for what another process brings about, by looking again. */
final class Waiting {
  private static final long LOOK_AGAIN_NANOS = 20_000_000;

  private Waiting() {}

  /** Something that has happened or not yet. */
  @FunctionalInterface
  interface Condition {
    boolean holds() throws IOException;
  }

  /**
   * Returns when the condition holds.
   *
   * @throws IOException when it does not in time; the message names what was waited for
   */
  static void until(Duration patience, String what, Condition condition) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline) {
        throw new IOException("not within " + patience.toSeconds() + " s: " + what);
      }
      LockSupport.parkNanos(LOOK_AGAIN_NANOS);
    }
  }
}
