package io.carillon.media.jitter;

/**
 * Extends 16-bit sequence numbers and decides whom to believe when the SSRC changes or numbers jump
 * (RFC 3550 appendix A.1). Owned by one thread.
 */
final class SequenceTracker {
  /** What {@link #extend} returns for a packet that is not believed yet. */
  static final long UNBELIEVED = -1;

  private static final int MAX_FORWARD = 3000;
  private static final int MAX_BACKWARD = 100;
  private static final int NONE = -1;

  private boolean started;
  private boolean restarted;
  private int ssrc;
  private long highest;
  private int candidateSsrc;
  private int candidateSequence = NONE;

  /**
   * @return the extended sequence number, or {@link #UNBELIEVED}
   */
  long extend(int packetSsrc, int sequence) {
    restarted = false;
    if (!started) {
      return begin(packetSsrc, sequence);
    }
    int step = (short) (sequence - (int) highest);
    if (packetSsrc == ssrc && step > -MAX_BACKWARD && step < MAX_FORWARD) {
      candidateSequence = NONE;
      long extended = highest + step;
      highest = Math.max(highest, extended);
      return extended;
    }
    if (packetSsrc == candidateSsrc && sequence == candidateSequence) {
      return begin(packetSsrc, sequence);
    }
    candidateSsrc = packetSsrc;
    candidateSequence = sequence + 1 & 0xffff;
    return UNBELIEVED;
  }

  private long begin(int packetSsrc, int sequence) {
    started = true;
    restarted = true;
    ssrc = packetSsrc;
    candidateSequence = NONE;
    // Far enough from 0 that packets reordered before the first stay positive.
    highest = 0x10000L + sequence;
    return highest;
  }

  /** Whether the last packet extended began a new stream. */
  boolean restarted() {
    return restarted;
  }

  /** The next packet begins a new stream, whatever its numbers. */
  void forget() {
    started = false;
    candidateSequence = NONE;
  }
}
