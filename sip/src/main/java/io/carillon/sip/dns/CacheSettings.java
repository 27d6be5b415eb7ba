package io.carillon.sip.dns;

import java.time.Duration;

/**
 * How long answers are kept; the records' own time to live holds within these.
 *
 * @param answers most answers kept; the least recently asked for goes first
 * @param longest no answer holds longer
 * @param negative no answer that there are no such records holds longer (RFC 2308)
 * @param failed how long nobody is asked again after a failure
 * @param stale how long after its end an answer still serves when nobody can be asked (RFC 8767)
 */
public record CacheSettings(
    int answers, Duration longest, Duration negative, Duration failed, Duration stale) {

  public CacheSettings {
    if (answers < 1) {
      throw new IllegalArgumentException("cache.answers: at least 1, not " + answers);
    }
  }

  public static CacheSettings defaults() {
    return new CacheSettings(
        4096,
        Duration.ofHours(1),
        Duration.ofMinutes(1),
        Duration.ofSeconds(2),
        Duration.ofHours(1));
  }
}
