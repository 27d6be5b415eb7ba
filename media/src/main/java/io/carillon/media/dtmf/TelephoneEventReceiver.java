package io.carillon.media.dtmf;

/**
 * Tells each key press of the far end once (RFC 4733). Presses are known by their RTP timestamp,
 * and any of their packets will do: the first, one in the middle, or one of the three at the end.
 * Owned by the leg's event loop; allocates nothing.
 */
public final class TelephoneEventReceiver {
  /** What {@link #packet} returns when the packet is no new key press. */
  public static final char NONE = 0;

  /** Presses that are remembered, so that their late packets do not count again. */
  private static final int REMEMBERED = 8;

  /** Segments of a long press whose packets may all be lost. */
  private static final int LOST_SEGMENTS = 4;

  private final int[] timestamps = new int[REMEMBERED];
  private final byte[] events = new byte[REMEMBERED];
  private int count;
  private int newest;

  private boolean ended;
  private int markerSequence = -1;
  private int lastSequence;
  private int lastDuration;

  private long malformed;
  private long otherEvents;

  /**
   * Takes one packet.
   *
   * @param sequence RTP sequence number
   * @param timestamp RTP timestamp, which stands still for the length of a press
   * @param marker RTP marker bit; often missing, and if there it begins a new press
   * @return the key 0-9, *, #, A-D when this is the first packet seen of a press, else {@link
   *     #NONE}
   */
  public char packet(
      int sequence, int timestamp, boolean marker, byte[] payload, int offset, int length) {
    if (length != TelephoneEvent.BYTES) {
      malformed++;
      return NONE;
    }
    int event = TelephoneEvent.event(payload, offset);
    char digit = TelephoneEvent.digit(event);
    if (digit == 0) {
      otherEvents++;
      return NONE;
    }
    int duration = TelephoneEvent.duration(payload, offset);
    boolean end = TelephoneEvent.end(payload, offset);
    boolean first =
        marker
            ? beginsByMarker(sequence, timestamp, event, duration)
            : !known(timestamp, event) && !continues(timestamp, event);
    if (first) {
      if (marker) {
        markerSequence = sequence;
      }
      remember(timestamp, event);
    }
    if (first || isNewest(timestamp, event)) {
      ended = first ? end : ended || end;
      lastDuration = duration;
      lastSequence = sequence;
    }
    return first ? digit : NONE;
  }

  /**
   * A marker begins a new press, even on the same timestamp, which broken senders never change.
   * Only a copy of the packet does not, nor do senders who mark the first packets of a press all.
   */
  private boolean beginsByMarker(int sequence, int timestamp, int event, int duration) {
    if (!known(timestamp, event)) {
      return true;
    }
    if (sequence == markerSequence || (short) (sequence - lastSequence) <= 0) {
      return false;
    }
    return isNewest(timestamp, event) && (ended || duration < lastDuration);
  }

  private boolean known(int timestamp, int event) {
    for (int i = 0; i < count; i++) {
      if (timestamps[i] == timestamp && events[i] == event) {
        return true;
      }
    }
    return false;
  }

  private boolean isNewest(int timestamp, int event) {
    return count > 0 && timestamps[newest] == timestamp && events[newest] == event;
  }

  /**
   * A press longer than 0xFFFF ticks goes on under a timestamp later by as many (section 2.5.1.3);
   * that of the segment is remembered in place of the one before.
   */
  private boolean continues(int timestamp, int event) {
    if (count == 0 || ended || events[newest] != event) {
      return false;
    }
    int later = timestamp - timestamps[newest];
    boolean segment =
        later > 0
            && later % TelephoneEvent.MAX_DURATION == 0
            && later / TelephoneEvent.MAX_DURATION <= LOST_SEGMENTS;
    if (segment) {
      remember(timestamp, event);
    }
    return segment;
  }

  private void remember(int timestamp, int event) {
    newest = count == 0 ? 0 : (newest + 1) % REMEMBERED;
    count = Math.min(count + 1, REMEMBERED);
    timestamps[newest] = timestamp;
    events[newest] = (byte) event;
  }

  /** Whether a key is being held down, as far as packets tell. */
  public boolean held() {
    return count > 0 && !ended;
  }

  /** Forgets all presses, such as when the SSRC changes. */
  public void reset() {
    count = 0;
    newest = 0;
    ended = false;
    markerSequence = -1;
    lastDuration = 0;
  }

  /** Packets of a wrong length. */
  public long malformed() {
    return malformed;
  }

  /** Packets of events that are no keys, such as flash or fax tones. */
  public long otherEvents() {
    return otherEvents;
  }
}
