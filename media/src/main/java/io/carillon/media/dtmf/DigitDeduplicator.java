package io.carillon.media.dtmf;

/**
 * Makes one digit of one that comes several ways. The same digit by another way within 500 ms is
 * the same press; the same digit by the same way is another. Owned by the leg's event loop;
 * allocates nothing.
 */
public final class DigitDeduplicator {
  /** How a digit came. */
  public enum Way {
    /** Telephone-event packets. */
    RTP,
    /** SIP INFO or H.245. */
    SIGNALLING,
    /** Tones in the sound. */
    AUDIO
  }

  private static final long SAME_PRESS_NANOS = 500_000_000L;

  /** More keys than this within 500 ms are pressed by no hand. */
  private static final int REMEMBERED = 16;

  private final char[] digits = new char[REMEMBERED];
  private final Way[] ways = new Way[REMEMBERED];

  /** Ways that each digit has come, as bits. */
  private final int[] seen = new int[REMEMBERED];

  private final long[] times = new long[REMEMBERED];
  private int next;

  /**
   * @param nanos when it came, on any monotonic clock
   * @return whether the digit counts
   */
  public boolean counts(char digit, Way way, long nanos) {
    // The oldest first, so that 1 1 by one way meets 1 1 by the other in order.
    for (int i = 0; i < REMEMBERED; i++) {
      int at = (next + i) % REMEMBERED;
      boolean other = digits[at] == digit && (seen[at] & bit(way)) == 0;
      if (other && nanos - times[at] <= SAME_PRESS_NANOS) {
        seen[at] |= bit(way);
        return false;
      }
    }
    digits[next] = digit;
    ways[next] = way;
    seen[next] = bit(way);
    times[next] = nanos;
    next = (next + 1) % REMEMBERED;
    return true;
  }

  private static int bit(Way way) {
    return 1 << way.ordinal();
  }

  /**
   * Says that a digit that counted is still being pressed: those who signal at the release of the
   * key are matched by when it was released.
   */
  public void held(char digit, Way way, long nanos) {
    for (int i = 1; i <= REMEMBERED; i++) {
      int at = (next - i + REMEMBERED) % REMEMBERED;
      if (digits[at] == digit && ways[at] == way) {
        times[at] = nanos;
        return;
      }
    }
  }
}
