package io.carillon.media.rtp;

/**
 * What arrives from one far end: sequence validation with probation and restart (RFC 3550 A.1),
 * expected and lost packets (A.3) and interarrival jitter (A.8).
 *
 * <p>Totals run on when the far end changes its SSRC, so that an interval is the difference of two
 * readings. A new SSRC takes over only after as many packets in sequence as a new source needs, so
 * that one stray packet does not disturb the counters.
 *
 * <p>Owned by the leg's event loop; allocates nothing after construction.
 */
public final class ReceiveStatistics {

  /** What became of a packet. */
  public enum Outcome {
    /** Counted. */
    VALID,
    /** Counted, and the first one of a source that has just been accepted. */
    NEW_SOURCE,
    /** Not counted: the source is still on probation. */
    PROBATION,
    /** Not counted: a jump in sequence number that the next packet has yet to confirm. */
    JUMP,
    /** Counted; the source has started its sequence numbers anew. */
    RESTARTED
  }

  /** Packets in sequence before a source that is not authenticated is believed (RFC 3550 A.1). */
  public static final int MIN_SEQUENTIAL = 2;

  private static final int MAX_DROPOUT = 3000;
  private static final int MAX_MISORDER = 100;
  private static final int SEQUENCES = 1 << 16;
  private static final int NONE = SEQUENCES + 1;

  private final int minSequential;
  private final InterarrivalJitter jitter;

  // The accepted source.
  private boolean accepted;
  private int ssrc;
  private int maxSequence;
  private long cycles;
  private long baseSequence;
  private int badSequence = NONE;
  private long sourceReceived;

  // The source on probation.
  private boolean candidate;
  private int candidateSsrc;
  private int candidateNext;
  private int candidateInSequence;

  // Sums over earlier sources and over this one.
  private long earlierExpected;
  private long earlierLost;
  private long packets;
  private long bytes;

  // Fraction lost, since the last report.
  private long expectedPrior;
  private long receivedPrior;

  /**
   * @param clockRate RTP clock in Hz
   * @param minSequential packets in sequence before a source is believed: {@link #MIN_SEQUENTIAL},
   *     or 1 where every packet was authenticated
   */
  public ReceiveStatistics(int clockRate, int minSequential) {
    if (minSequential < 1) {
      throw new IllegalArgumentException("minSequential " + minSequential + ": at least 1");
    }
    this.minSequential = minSequential;
    this.jitter = new InterarrivalJitter(clockRate);
  }

  /** The payload type changed to one with another clock (Hz); the jitter known so far is kept. */
  public void clockRate(int hz) {
    jitter.clockRate(hz);
  }

  /**
   * Takes note of one packet.
   *
   * @param sequence 0-65535
   * @param length bytes of RTP header and payload
   * @param arrivalNanos monotonic time of arrival
   */
  public Outcome received(int ssrc, int sequence, int timestamp, int length, long arrivalNanos) {
    Outcome outcome;
    if (accepted && ssrc == this.ssrc) {
      candidate = false;
      outcome = known(sequence);
    } else {
      outcome = stranger(ssrc, sequence);
    }
    if (outcome == Outcome.PROBATION || outcome == Outcome.JUMP) {
      return outcome;
    }
    packets++;
    bytes += length;
    sourceReceived++;
    if (outcome != Outcome.VALID) {
      jitter.restart();
    }
    jitter.packet(timestamp, arrivalNanos);
    return outcome;
  }

  private Outcome stranger(int ssrc, int sequence) {
    if (candidate && ssrc == candidateSsrc && sequence == candidateNext) {
      candidateInSequence++;
    } else {
      candidate = true;
      candidateSsrc = ssrc;
      candidateInSequence = 1;
    }
    candidateNext = (sequence + 1) & 0xFFFF;
    if (candidateInSequence < minSequential) {
      return Outcome.PROBATION;
    }
    candidate = false;
    keepSums();
    accepted = true;
    this.ssrc = ssrc;
    start(sequence);
    return Outcome.NEW_SOURCE;
  }

  private Outcome known(int sequence) {
    int ahead = (sequence - maxSequence) & 0xFFFF;
    if (ahead < MAX_DROPOUT) {
      if (sequence < maxSequence) {
        cycles += SEQUENCES;
      }
      maxSequence = sequence;
      badSequence = NONE;
      return Outcome.VALID;
    }
    if (ahead <= SEQUENCES - MAX_MISORDER) {
      if (sequence == badSequence) {
        // Two in sequence far away: the far end started again without saying so.
        keepSums();
        start(sequence);
        return Outcome.RESTARTED;
      }
      badSequence = (sequence + 1) & 0xFFFF;
      return Outcome.JUMP;
    }
    return Outcome.VALID; // duplicate or reordered
  }

  private void keepSums() {
    earlierExpected = expected();
    earlierLost = lost();
    sourceReceived = 0;
    accepted = false;
  }

  private void start(int sequence) {
    accepted = true;
    maxSequence = sequence;
    baseSequence = sequence;
    badSequence = NONE;
    cycles = 0;
    expectedPrior = 0;
    receivedPrior = 0;
  }

  private long sourceExpected() {
    return accepted ? cycles + maxSequence - baseSequence + 1 : 0;
  }

  /** A source has been accepted; before that there is nothing to report on. */
  public boolean hasSource() {
    return accepted;
  }

  /** The source reports are about. */
  public int ssrc() {
    return ssrc;
  }

  /** Packets counted, duplicates and late ones among them, over all sources. */
  public long packets() {
    return packets;
  }

  /** Bytes of them, RTP header and payload. */
  public long bytes() {
    return bytes;
  }

  /** Packets that should have come, over all sources. */
  public long expected() {
    return earlierExpected + sourceExpected();
  }

  /** Packets missing, over all sources; never below 0. */
  public long lost() {
    return earlierLost + Math.max(0, sourceExpected() - sourceReceived);
  }

  /** For a report block: sequence cycles in the upper, highest number in the lower 16 bits. */
  public int extendedHighestSequence() {
    return (int) (cycles + maxSequence);
  }

  /** For a report block: lost of the present source, below 0 with duplicates, within 24 bits. */
  public int cumulativeLost() {
    long lost = sourceExpected() - sourceReceived;
    return (int) Math.max(-0x80_0000, Math.min(0x7F_FFFF, lost));
  }

  /** For a report block: lost of expected since the last call, in 256ths (RFC 3550 A.3). */
  public int takeFractionLost() {
    long expected = sourceExpected();
    long expectedInterval = expected - expectedPrior;
    long lostInterval = expectedInterval - (sourceReceived - receivedPrior);
    expectedPrior = expected;
    receivedPrior = sourceReceived;
    if (expectedInterval <= 0 || lostInterval <= 0) {
      return 0;
    }
    return (int) Math.min(255, (lostInterval << 8) / expectedInterval);
  }

  /** Jitter, its sums and samples. */
  public InterarrivalJitter jitter() {
    return jitter;
  }
}
