package io.carillon.core.testkit;

import io.carillon.core.concurrent.Scheduler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A clock and scheduler that stand still until a test lets time pass. For one thread. */
public final class HandClock extends Clock implements Scheduler {
  private final List<Entry> entries = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");

  private record Entry(Instant at, Runnable task) {}

  /** Lets time pass; what is due runs at its time, in order. */
  public void pass(Duration duration) {
    Instant until = now.plus(duration);
    while (true) {
      Optional<Entry> next =
          entries.stream()
              .filter(entry -> !entry.at.isAfter(until))
              .min(Comparator.comparing(Entry::at));
      if (next.isEmpty()) {
        break;
      }
      now = next.get().at;
      entries.remove(next.get());
      next.get().task.run();
    }
    now = until;
  }

  /** Tasks that have neither run nor been cancelled. */
  public int waiting() {
    return entries.size();
  }

  /** For what takes a {@code nanoTime}. */
  public long nanoTime() {
    return Duration.between(Instant.EPOCH, now).toNanos();
  }

  @Override
  public Task after(Duration delay, Runnable task) {
    Entry entry = new Entry(now.plus(delay), task);
    entries.add(entry);
    return () -> entries.removeIf(other -> other == entry);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("stands in UTC");
  }
}
