package io.carillon.core.meeting;

import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Draws meeting IDs, moderator IDs and passcodes. Thread-safe when its random source is, as {@code
 * SecureRandom} is.
 *
 * <p>IDs begin with 1-9: a leading zero gets lost in spreadsheets and is taken for a trunk prefix
 * by dial plans of PBXs. Passcodes may begin with any digit.
 */
public final class MeetingIds {
  private final RandomGenerator random;

  public MeetingIds(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "random");
  }

  String meetingId() {
    return Long.toString(random.nextLong(1_000_000_000L, 10_000_000_000L));
  }

  String moderatorId() {
    return Long.toString(random.nextLong(1_000_000_000_000L, 10_000_000_000_000L));
  }

  String passcode() {
    return String.format("%06d", random.nextInt(1_000_000));
  }
}
