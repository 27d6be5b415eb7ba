package io.carillon.h323.call;

import io.carillon.core.log.LogLimiter;
import java.net.InetAddress;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts what is wrong with what comes in, and says so once a minute for each source. Thread-safe.
 */
public final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
  private static final int LONGEST_DETAIL = 200;

  private final LogLimiter limiter;
  private final Map<Fault, LongAdder> counts = new EnumMap<>(Fault.class);

  public Faults(LogLimiter limiter) {
    this.limiter = limiter;
    for (Fault fault : Fault.values()) {
      counts.put(fault, new LongAdder());
    }
  }

  void add(Fault fault, InetAddress source, String detail) {
    counts.get(fault).increment();
    if (limiter.permit(source.getHostAddress())) {
      String shown = detail.substring(0, Math.min(LONGEST_DETAIL, detail.length()));
      LOG.info("H.323 from {}: {}: {}", source.getHostAddress(), fault, shown);
    }
  }

  /** Whether a line about what this source's calls made fail may be logged now. */
  boolean permitLine(InetAddress source) {
    return limiter.permit(source.getHostAddress());
  }

  public long count(Fault fault) {
    return counts.get(fault).sum();
  }
}
