package io.carillon.sip.dns;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counters of server location; all exist from the start. Thread-safe. */
public final class DnsMetrics {
  private final Counter queries;
  private final Counter timeouts;
  private final Counter failures;
  private final Counter searches;
  private final Counter notLocated;

  public DnsMetrics(MeterRegistry registry) {
    queries = registry.counter("carillon.dns.queries");
    timeouts = registry.counter("carillon.dns.failures", "reason", "timeout");
    failures = registry.counter("carillon.dns.failures", "reason", "answer");
    searches = registry.counter("carillon.dns.searches");
    notLocated = registry.counter("carillon.dns.not.located");
  }

  void asked() {
    queries.increment();
  }

  void failed(boolean timeout) {
    (timeout ? timeouts : failures).increment();
  }

  void searched(Location location) {
    searches.increment();
    if (location instanceof Location.NotLocated) {
      notLocated.increment();
    }
  }

  /** Questions sent to servers since the start, each try counted. */
  public double queries() {
    return queries.count();
  }
}
