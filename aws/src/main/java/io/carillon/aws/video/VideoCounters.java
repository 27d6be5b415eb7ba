package io.carillon.aws.video;

import java.util.concurrent.atomic.AtomicLong;

/** What all streams together have done since the start. Thread-safe. */
final class VideoCounters {
  final AtomicLong delivered = new AtomicLong();
  final AtomicLong lost = new AtomicLong();
  final AtomicLong failures = new AtomicLong();
  private final AtomicLong lastLossMillis = new AtomicLong(Long.MIN_VALUE);
  private volatile String trouble = "";

  void lost(int fragments, long nowMillis) {
    if (fragments > 0) {
      lost.addAndGet(fragments);
      lastLossMillis.set(nowMillis);
    }
  }

  /** True when a fragment was lost after that time. */
  boolean lostSince(long millis) {
    return lastLossMillis.get() >= millis;
  }

  void failed(String why) {
    failures.incrementAndGet();
    trouble = why;
  }

  void delivered() {
    delivered.incrementAndGet();
    trouble = "";
  }

  String trouble() {
    return trouble;
  }
}
