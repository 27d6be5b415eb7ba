package io.carillon.sip.dialog;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before a request refused for glare or haste is tried again. */
public final class GlareDelay {
  private static final int STEP_MILLIS = 10;

  private GlareDelay() {}

  /**
   * RFC 3261 14.1, after a 491: 2.1-4 s for the side that chose the Call-ID, 0-2 s for the other,
   * in steps of 10 ms, so that the two never collide again.
   */
  public static Duration after491(boolean weChoseTheCallId, RandomGenerator random) {
    int steps = weChoseTheCallId ? random.nextInt(210, 401) : random.nextInt(0, 201);
    return Duration.ofMillis((long) steps * STEP_MILLIS);
  }

  /** RFC 3261 14.2 and RFC 3311 5.2: the Retry-After in seconds of a 500 for haste, 0-10. */
  public static int retryAfterSeconds(RandomGenerator random) {
    return random.nextInt(0, 11);
  }
}
