package io.carillon.cli.peers;

import java.util.BitSet;

/** Ranges of ports for the media of servers that run at the same time: none binds another's. */
public final class MediaPorts implements AutoCloseable {
  private static final int FIRST = 33_000;
  private static final int SIZE = 4_000;
  private static final int RANGES = 6;
  private static final BitSet TAKEN = new BitSet();

  private final int range;

  private MediaPorts(int range) {
    this.range = range;
  }

  /** The lowest range that no server has; to be closed when its server has ended. */
  public static MediaPorts take() {
    synchronized (TAKEN) {
      int range = TAKEN.nextClearBit(0);
      if (range >= RANGES) {
        throw new IllegalStateException("more than " + RANGES + " servers at a time");
      }
      TAKEN.set(range);
      return new MediaPorts(range);
    }
  }

  /** As the setting media.ports has it. */
  @Override
  public String toString() {
    int first = FIRST + range * SIZE;
    return first + "-" + (first + SIZE - 1);
  }

  @Override
  public void close() {
    synchronized (TAKEN) {
      TAKEN.clear(range);
    }
  }
}
