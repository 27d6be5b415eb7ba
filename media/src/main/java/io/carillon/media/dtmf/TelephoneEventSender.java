package io.carillon.media.dtmf;

/**
 * Sends one key press as telephone-event packets (RFC 4733 section 2.5.1): growing durations on one
 * timestamp, then the end three times. For each packet due, call {@link #next} and send what it
 * wrote with {@link #timestamp} and {@link #marker}. Owned by the leg's event loop; allocates
 * nothing.
 */
public final class TelephoneEventSender {
  private static final int ENDS = 3;

  /** -10 dBm0, what most devices send. */
  private static final int VOLUME = 10;

  private int event;
  private int timestamp;
  private int left;
  private int duration;
  private int endsSent = ENDS;
  private boolean marker;
  private boolean first;

  /**
   * Begins a press.
   *
   * @param digit 0-9, *, #, A-D
   * @param startTimestamp RTP timestamp of its first moment
   * @param ticks length in RTP ticks, at least 1; 100 ms is usual
   * @throws IllegalArgumentException when there is no such key
   * @throws IllegalStateException while another press is being sent
   */
  public void start(char digit, int startTimestamp, int ticks) {
    int code = TelephoneEvent.event(digit);
    if (code < 0 || ticks < 1) {
      throw new IllegalArgumentException("no telephone-event for '" + digit + "', " + ticks);
    }
    if (sending()) {
      throw new IllegalStateException("a telephone-event is being sent");
    }
    event = code;
    timestamp = startTimestamp;
    left = ticks;
    duration = 0;
    endsSent = 0;
    first = true;
  }

  /** Whether packets are due. */
  public boolean sending() {
    return endsSent < ENDS;
  }

  /**
   * Writes the payload of the next packet.
   *
   * @param ticks how far the RTP clock has moved since the last one
   * @return bytes written; 0 when no press is being sent
   */
  public int next(int ticks, byte[] out, int outOffset) {
    if (!sending()) {
      return 0;
    }
    if (duration == TelephoneEvent.MAX_DURATION && left > 0) {
      // The next segment of a long press (section 2.5.1.3).
      timestamp += TelephoneEvent.MAX_DURATION;
      duration = 0;
    }
    int step = Math.min(Math.min(ticks, left), TelephoneEvent.MAX_DURATION - duration);
    duration += step;
    left -= step;
    boolean end = left == 0;
    endsSent += end ? 1 : 0;
    marker = first;
    first = false;
    TelephoneEvent.write(event, end, VOLUME, duration, out, outOffset);
    return TelephoneEvent.BYTES;
  }

  /** RTP timestamp of the packet written last: that of the press (or its segment). */
  public int timestamp() {
    return timestamp;
  }

  /** Marker bit of the packet written last: set on the first of a press. */
  public boolean marker() {
    return marker;
  }
}
