package io.carillon.sip.trunk;

/**
 * Whether a route answers of late. It counts as down once it failed twice in a row, and as up again
 * with the first answer. Not thread-safe but for {@link #up}.
 */
final class RouteMark {
  private static final int FAILURES = 2;

  private volatile boolean up = true;
  private int failures;

  boolean up() {
    return up;
  }

  /**
   * Counts what came of asking.
   *
   * @param status of the answer, 0 for none; 408 and 503 are said for a server that is not there
   *     (RFC 3261 8.1.3.1)
   * @return true when the mark has changed
   */
  boolean asked(int status) {
    boolean before = up;
    if (status == 0 || status == 408 || status == 503) {
      failures++;
      up = up && failures < FAILURES;
    } else {
      failures = 0;
      up = true;
    }
    return up != before;
  }
}
