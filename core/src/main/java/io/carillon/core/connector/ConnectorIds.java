package io.carillon.core.connector;

import java.util.Objects;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Draws IDs of connectors and groups. Thread-safe when its random source is. */
public final class ConnectorIds {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  private static final String ALL = LETTERS + "0123456789";
  private static final int LENGTH = 22;

  private final RandomGenerator random;

  /**
   * @param random a secure source: a connector's ID is also its host name, which strangers should
   *     not guess
   */
  public ConnectorIds(RandomGenerator random) {
    this.random = Objects.requireNonNull(random, "random");
  }

  /** A letter first: host names of digits alone are taken for addresses. */
  String connectorId() {
    StringBuilder id = new StringBuilder(LENGTH);
    id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    while (id.length() < LENGTH) {
      id.append(ALL.charAt(random.nextInt(ALL.length())));
    }
    return id.toString();
  }

  /** A version 4 UUID. */
  UUID groupId() {
    long high = random.nextLong() & ~0xf000L | 0x4000L;
    long low = random.nextLong() & ~(3L << 62) | 1L << 63;
    return new UUID(high, low);
  }
}
