package io.carillon.aws.video;

import java.util.concurrent.atomic.AtomicLong;

/** How much all streams together may keep while the service is away. Thread-safe. */
final class BufferRoom {
  /** One stream gets at most this part of it, so that a single one cannot starve the others. */
  private static final int SHARE = 4;

  private final long bytes;
  private final AtomicLong used = new AtomicLong();

  BufferRoom(long bytes) {
    this.bytes = bytes;
  }

  long perStream() {
    return bytes / SHARE;
  }

  /** Takes room, if there is so much. */
  boolean take(long count) {
    if (used.addAndGet(count) > bytes) {
      used.addAndGet(-count);
      return false;
    }
    return true;
  }

  /** Takes room for what is there already. */
  void force(long count) {
    used.addAndGet(count);
  }

  void give(long count) {
    used.addAndGet(-count);
  }

  long used() {
    return used.get();
  }
}
