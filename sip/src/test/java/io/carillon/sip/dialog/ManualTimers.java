package io.carillon.sip.dialog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Timers that run when the test says that time has passed. */
public final class ManualTimers implements Timers {
  private final List<Pending> pending = new ArrayList<>();
  private Duration now = Duration.ZERO;

  private record Pending(Duration at, Runnable task) {}

  @Override
  public Timer after(Duration delay, Runnable task) {
    Pending timer = new Pending(now.plus(delay), task);
    pending.add(timer);
    return () -> pending.removeIf(other -> other == timer);
  }

  /** Lets time pass; what is due runs in its order. */
  public void pass(Duration time) {
    Duration end = now.plus(time);
    Optional<Pending> next = due(end);
    while (next.isPresent()) {
      now = next.get().at();
      pending.remove(next.get());
      next.get().task().run();
      next = due(end);
    }
    now = end;
  }

  private Optional<Pending> due(Duration end) {
    return pending.stream()
        .filter(timer -> timer.at().compareTo(end) <= 0)
        .min(Comparator.comparing(Pending::at));
  }

  public Duration now() {
    return now;
  }

  public int waiting() {
    return pending.size();
  }
}
