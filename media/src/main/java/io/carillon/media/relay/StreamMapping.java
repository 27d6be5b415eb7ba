package io.carillon.media.relay;

/**
 * Continues our own RTP stream with the packets of another: numbers and time stamps are shifted, so
 * that loss and reordering before us stay visible behind us, and a new source or a new beginning of
 * the old one joins on without a gap. No number is used twice, which would use an SRTP key stream
 * twice. Owned by one event loop; allocates nothing.
 */
public final class StreamMapping {
  /** What {@link #take} returns for a number that was used or may have been. */
  public static final int USED = -1;

  /** As in RFC 3550 A.1: a leap beyond is a new beginning. */
  private static final int MAX_FORWARD = 3000;

  /** Numbers of late packets that are still known to be free. */
  private static final int WINDOW = 64;

  private boolean anchored;
  private int fromSsrc;
  private int toSsrc;
  private int sequenceShift;
  private int timestampShift;

  /** The highest number used, and those before it: bit n = highest - n. */
  private int highest;

  private long used;

  /** Whether a packet goes on with what was mapped before. */
  public boolean continues(int ssrc, int sequence, int ourSsrc) {
    int step = (short) (sequence + sequenceShift - highest);
    return anchored
        && ssrc == fromSsrc
        && ourSsrc == toSsrc
        && step > -WINDOW
        && step < MAX_FORWARD;
  }

  /** Lets a packet follow as the next one of ours. */
  public void anchor(
      int ssrc, int sequence, int timestamp, int ourSsrc, int nextSequence, int nextTimestamp) {
    anchored = true;
    fromSsrc = ssrc;
    toSsrc = ourSsrc;
    sequenceShift = nextSequence - sequence;
    timestampShift = nextTimestamp - timestamp;
    highest = nextSequence - 1 & 0xFFFF;
    used = -1;
  }

  /**
   * Uses the number that a packet maps to.
   *
   * @return by how much it is above the highest before, 0 for one that comes late, or {@link #USED}
   */
  public int take(int sequence) {
    int step = (short) (sequence + sequenceShift - highest);
    if (step > 0) {
      used = step < WINDOW ? used << step | 1 : 1;
      highest = highest + step & 0xFFFF;
      return step;
    }
    if (-step >= WINDOW || (used >>> -step & 1) != 0) {
      return USED;
    }
    used |= 1L << -step;
    return 0;
  }

  /** A packet is not sent on: the numbers behind it close up. */
  public void leaveOut() {
    sequenceShift--;
  }

  /** The next packet is to be anchored. */
  public void release() {
    anchored = false;
  }

  /** 0-65535. */
  public int sequence(int sequence) {
    return sequence + sequenceShift & 0xFFFF;
  }

  public int timestamp(int timestamp) {
    return timestamp + timestampShift;
  }
}
