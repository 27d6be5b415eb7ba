package io.carillon.media.loop;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** The loops of a server, usually one per core. Thread-safe. */
public final class LoopGroup implements AutoCloseable {
  private final List<MediaLoop> loops;

  /**
   * Starts the loops.
   *
   * @param count 1-64
   * @param pollGapMicros see {@link MediaLoop}
   */
  public LoopGroup(int count, UdpNetwork network, int pollGapMicros, LongSupplier nanoTime)
      throws IOException {
    if (count < 1 || count > 64) {
      throw new IllegalArgumentException("loops " + count + ": allowed are 1-64");
    }
    List<MediaLoop> made = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      made.add(new MediaLoop("media-" + i, network, pollGapMicros, nanoTime));
    }
    this.loops = List.copyOf(made);
  }

  public List<MediaLoop> loops() {
    return loops;
  }

  /** The loop with the least on it. */
  public MediaLoop leastLoaded() {
    MediaLoop least = loops.getFirst();
    for (MediaLoop loop : loops) {
      if (loop.load().get() < least.load().get()) {
        least = loop;
      }
    }
    return least;
  }

  /** Stops every loop after the tasks it has. */
  @Override
  public void close() {
    loops.forEach(MediaLoop::close);
  }
}
