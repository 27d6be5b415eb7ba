package io.carillon.sip.dns;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Keeps answers for their time to live. Thread-safe; the lock is held for few map operations. */
final class DnsCache {
  private final CacheSettings settings;
  private final LongSupplier nanoTime;
  private final Map<Question, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param nanoTime monotonic time in ns
   */
  DnsCache(CacheSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
  }

  /**
   * @param staleUntil serves in the place of a failure until then
   */
  private record Entry(DnsAnswer answer, long until, long staleUntil) {}

  /** The answer while it holds. */
  synchronized Optional<DnsAnswer> get(Question question) {
    Entry entry = entries.get(question);
    return entry != null && nanoTime.getAsLong() - entry.until() < 0
        ? Optional.of(entry.answer())
        : Optional.empty();
  }

  /**
   * Keeps the answer.
   *
   * @return what to go by now: the answer, or in the place of a failure the records of before
   */
  synchronized DnsAnswer put(Question question, DnsAnswer answer) {
    long now = nanoTime.getAsLong();
    long until = now + holds(answer).toNanos();
    Entry before = entries.get(question);
    Entry entry = new Entry(answer, until, until + settings.stale().toNanos());
    if (answer instanceof DnsAnswer.Failed
        && before != null
        && before.answer() instanceof DnsAnswer.Found
        && now - before.staleUntil() < 0) {
      entry = new Entry(before.answer(), until, before.staleUntil());
    }
    entries.put(question, entry);
    if (entries.size() > settings.answers()) {
      Iterator<Question> oldest = entries.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    return entry.answer();
  }

  synchronized int size() {
    return entries.size();
  }

  private Duration holds(DnsAnswer answer) {
    return switch (answer) {
      case DnsAnswer.Found found -> shorter(found.seconds(), settings.longest());
      case DnsAnswer.Missing missing -> shorter(missing.seconds(), settings.negative());
      case DnsAnswer.Failed failed -> settings.failed();
    };
  }

  private static Duration shorter(long seconds, Duration most) {
    return Duration.ofSeconds(
        Math.clamp(seconds, 0, TimeUnit.NANOSECONDS.toSeconds(most.toNanos())));
  }
}
