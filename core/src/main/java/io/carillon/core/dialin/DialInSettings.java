package io.carillon.core.dialin;

import java.time.Duration;

/**
 * How patient the dial-in is.
 *
 * @param noInput silence after a question until it is asked again
 * @param entryPause pause inside an entry until it is taken as it is
 * @param idPause pause after 10 digits that completes the ID: a 13-digit one would go on
 * @param silences how often nothing may be keyed in after a question; the last one ends the call
 * @param tries how often an ID, and how often a passcode, may be wrong; the last one ends the call
 * @param maxWait time with hold music until a call without a moderator is ended
 */
public record DialInSettings(
    Duration noInput,
    Duration entryPause,
    Duration idPause,
    int silences,
    int tries,
    Duration maxWait) {

  public static final DialInSettings DEFAULT =
      new DialInSettings(
          Duration.ofSeconds(15),
          Duration.ofSeconds(8),
          Duration.ofSeconds(3),
          2,
          3,
          Duration.ofMinutes(60));

  public DialInSettings {
    positive(noInput, "noInput");
    positive(entryPause, "entryPause");
    positive(idPause, "idPause");
    positive(maxWait, "maxWait");
    if (silences < 1 || tries < 1) {
      throw new IllegalArgumentException("silences and tries: at least 1");
    }
  }

  /** The same with another limit for waiting. */
  public DialInSettings withMaxWait(Duration wait) {
    return new DialInSettings(noInput, entryPause, idPause, silences, tries, wait);
  }

  private static void positive(Duration duration, String name) {
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException(name + ": must be more than 0");
    }
  }
}
