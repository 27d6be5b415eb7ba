package io.carillon.sip.sdp;

/**
 * A {@code t=} line (RFC 8866 5.9); 0 0 for a session without bounds, as every call is.
 *
 * @param start NTP seconds
 * @param stop NTP seconds
 */
public record Timing(long start, long stop) {
  public static final Timing UNBOUNDED = new Timing(0, 0);

  public Timing {
    if (start < 0 || stop < 0) {
      throw new IllegalArgumentException("negative time");
    }
  }

  String encode() {
    return start + " " + stop;
  }
}
