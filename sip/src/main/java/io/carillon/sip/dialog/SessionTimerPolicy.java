package io.carillon.sip.dialog;

/**
 * What we want of session timers (RFC 4028), in seconds.
 *
 * @param expires the interval we propose and the longest we accept
 * @param minSe the shortest we accept, 90 or more by the RFC
 */
public record SessionTimerPolicy(int expires, int minSe) {
  /** RFC 4028 4: the absolute minimum for Min-SE. */
  public static final int SMALLEST_MIN_SE = 90;

  public SessionTimerPolicy {
    if (minSe < SMALLEST_MIN_SE || expires < minSe) {
      throw new IllegalArgumentException(
          "session expires "
              + expires
              + ", min-SE "
              + minSe
              + ": allowed is 90 <= min-SE <= expires");
    }
  }
}
