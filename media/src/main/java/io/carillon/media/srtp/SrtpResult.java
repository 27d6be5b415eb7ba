package io.carillon.media.srtp;

/**
 * What {@link SrtpTransform} returns instead of a length when a packet did not pass. All are below
 * 0; nothing is thrown on the packet path.
 */
public final class SrtpResult {
  /** Authentication failed: wrong key, changed on the way, or forged. */
  public static final int NOT_AUTHENTIC = -1;

  /** Came before (RFC 3711 3.3.2). */
  public static final int REPLAYED = -2;

  /** Older than the replay window of 64 packets. */
  public static final int TOO_OLD = -3;

  /** Too short or not what it should be. */
  public static final int MALFORMED = -4;

  /** The array has no room behind the packet for the trailer. */
  public static final int NO_ROOM = -5;

  /** Too many unknown sources within a second; the packet was not looked at. */
  public static final int TOO_MANY_SOURCES = -6;

  /** The crypto provider failed. */
  public static final int FAILED = -7;

  /** Number of results, for an array of counters indexed by {@code -result}. */
  public static final int COUNT = 8;

  private SrtpResult() {}

  /** Short name for counters. */
  public static String name(int result) {
    return switch (result) {
      case NOT_AUTHENTIC -> "not-authentic";
      case REPLAYED -> "replayed";
      case TOO_OLD -> "too-old";
      case MALFORMED -> "malformed";
      case NO_ROOM -> "no-room";
      case TOO_MANY_SOURCES -> "too-many-sources";
      case FAILED -> "failed";
      default -> "ok";
    };
  }
}
