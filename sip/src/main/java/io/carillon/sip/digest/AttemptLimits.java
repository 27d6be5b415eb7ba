package io.carillon.sip.digest;

import java.time.Duration;

/**
 * How many wrong passwords are borne.
 *
 * @param perSourceAndUser of one source for one user
 * @param perSource of one source, whoever it says it is
 * @param perUser for one user, from wherever
 * @param window failures are counted within
 * @param block how long nothing is tried after too many
 * @param entries no more sources, users and pairs are remembered, each; the longest unseen goes
 *     first
 */
public record AttemptLimits(
    int perSourceAndUser,
    int perSource,
    int perUser,
    Duration window,
    Duration block,
    int entries) {

  public AttemptLimits {
    if (perSourceAndUser < 1 || perSource < 1 || perUser < 1 || entries < 1) {
      throw new IllegalArgumentException("limits of attempts are at least 1");
    }
  }

  public static AttemptLimits defaults() {
    return new AttemptLimits(10, 30, 100, Duration.ofMinutes(5), Duration.ofMinutes(5), 8192);
  }
}
