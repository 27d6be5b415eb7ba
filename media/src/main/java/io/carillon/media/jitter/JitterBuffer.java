package io.carillon.media.jitter;

import java.util.Arrays;

/**
 * Holds the packets of one stream until their moment of playout and adapts how late that is.
 * Packets are ordered by sequence number and placed in time by RTP timestamp, so that pauses, any
 * packet length and losses are told apart. Owned by the leg's event loop; allocates only when a
 * slot sees its first packet of a larger size (up to 1500 bytes).
 *
 * <p>The time line is in units of 1/48000 s, of which every RTP clock in use is a whole fraction.
 * The delay is how long after the fastest recent packets' pace a sample is played. When nothing has
 * come in time the playhead stands still, so the delay grows by what the late packet needed; it is
 * the player who shortens it again (see {@link JitterPlayout}).
 */
final class JitterBuffer {
  static final int UNITS_PER_SECOND = 48_000;
  static final int MAX_PACKET_BYTES = 1500;

  private static final int SLOTS = 64;
  private static final int MASK = SLOTS - 1;
  private static final int FIRST_SIZE = 192;

  /** Time stamps that miss by less are in order: 2.5 ms. */
  private static final int TOLERANCE = 120;

  /** Time stamps that leap by more begin a new time line: 2 s. */
  private static final long LEAP = 2L * UNITS_PER_SECOND;

  /** After 1 s without a packet the stream is idle. */
  private static final long IDLE_AFTER = UNITS_PER_SECOND;

  private final byte[][] bytes = new byte[SLOTS][];
  private final int[] lengths = new int[SLOTS];
  private final byte[] payloadTypes = new byte[SLOTS];
  private final long[] sequences = new long[SLOTS];
  private final long[] mediaTimes = new long[SLOTS];
  private final long[] transits = new long[SLOTS];
  private final boolean[] waiting = new boolean[SLOTS];

  /** Units per RTP tick by payload type; 0 = payload type not agreed on. */
  private final byte[] unitsPerTick = new byte[128];

  private final PacketKind[] kinds = new PacketKind[128];

  private final JitterCounters counters;
  private final DelayEstimator estimator;
  private final SequenceTracker tracker = new SequenceTracker();

  private boolean started;
  private boolean anchored;
  private boolean clockKnown;
  private long origin;
  private boolean originKnown;
  private int lastTimestamp;
  private long lastMediaTime;
  private long nextSequence;
  private long highestSequence;
  private long playhead;
  private long starved;
  private long lossLeft;
  private long lastDuration = UNITS_PER_SECOND / 50;
  private long delay;
  private int current;
  private long gap;

  JitterBuffer(JitterSettings settings, JitterCounters counters) {
    this.counters = counters;
    estimator = new DelayEstimator(settings);
    Arrays.fill(sequences, -1);
  }

  /** Says what a payload type stands for; packets of others are dropped. */
  void accept(int payloadType, int clockRate, PacketKind kind) {
    if (clockRate <= 0 || UNITS_PER_SECOND % clockRate != 0) {
      throw new IllegalArgumentException("no playout for an RTP clock of " + clockRate + " Hz");
    }
    unitsPerTick[payloadType & 0x7f] = (byte) (UNITS_PER_SECOND / clockRate);
    kinds[payloadType & 0x7f] = kind;
  }

  /** Forgets what payload types stand for, and the packets that wait. */
  void forgetPayloads() {
    Arrays.fill(unitsPerTick, (byte) 0);
    if (started) {
      drop(highestSequence + 1);
    }
  }

  /** Begins anew with the next packet. */
  void reset() {
    if (started) {
      drop(highestSequence + 1);
    }
    Arrays.fill(sequences, -1);
    tracker.forget();
    started = false;
  }

  PutResult put(
      int ssrc,
      int sequence,
      int timestamp,
      int payloadType,
      byte[] buf,
      int offset,
      int length,
      long arrivalNanos) {
    counters.received++;
    int scale = unitsPerTick[payloadType & 0x7f];
    if (scale == 0) {
      counters.unknownPayload++;
      return PutResult.UNKNOWN_PAYLOAD;
    }
    if (length > MAX_PACKET_BYTES) {
      counters.tooLong++;
      return PutResult.TOO_LONG;
    }
    long extended = tracker.extend(ssrc, sequence);
    if (extended == SequenceTracker.UNBELIEVED) {
      counters.probation++;
      return PutResult.PROBATION;
    }
    long now = units(arrivalNanos);
    if (tracker.restarted()) {
      begin(extended);
    }
    if (extended < nextSequence) {
      return tooLate(extended);
    }
    if (sequences[(int) extended & MASK] == extended) {
      counters.duplicate++;
      return PutResult.DUPLICATE;
    }
    boolean inOrder = extended > highestSequence;
    if (inOrder) {
      highestSequence = extended;
      makeRoom(extended);
    }
    if (kinds[payloadType & 0x7f] != PacketKind.EVENT) {
      place(extended, timestamp, scale, inOrder, now);
    }
    store(extended, payloadType, buf, offset, length);
    if (inOrder) {
      return PutResult.STORED;
    }
    counters.reordered++;
    return PutResult.REORDERED;
  }

  private void begin(long extended) {
    if (started) {
      drop(highestSequence + 1);
      counters.restarts++;
    }
    Arrays.fill(sequences, -1);
    started = true;
    anchored = false;
    clockKnown = false;
    nextSequence = extended;
    highestSequence = extended - 1;
    starved = 0;
    lossLeft = 0;
  }

  private PutResult tooLate(long extended) {
    if (sequences[(int) extended & MASK] == extended) {
      counters.duplicate++;
      return PutResult.DUPLICATE;
    }
    // Remembered, so that a second copy of it is a duplicate.
    if (extended > nextSequence - SLOTS && !waiting[(int) extended & MASK]) {
      sequences[(int) extended & MASK] = extended;
    }
    counters.late++;
    return PutResult.LATE;
  }

  private void makeRoom(long extended) {
    if (extended - nextSequence >= SLOTS) {
      drop(extended - SLOTS + 1);
      anchored = false;
    }
  }

  /** Finds the packet's place on the time line and learns from when it came. */
  private void place(long extended, int timestamp, int scale, boolean inOrder, long now) {
    long mediaTime = clockKnown ? lastMediaTime + (long) (timestamp - lastTimestamp) * scale : 0;
    long transit = now - mediaTime;
    if (!clockKnown) {
      clockKnown = true;
      estimator.restart(transit, now);
    }
    boolean leap = Math.abs(transit - estimator.base()) > LEAP;
    if (inOrder) {
      lastTimestamp = timestamp;
      lastMediaTime = mediaTime;
      if (leap) {
        // Another time line: what was stored on the old one has no place on it.
        drop(extended);
        estimator.rebase(transit, now);
        anchored = false;
        counters.leaps++;
      }
    }
    if (inOrder || !leap) {
      estimator.arrived(transit, now);
    }
    mediaTimes[(int) extended & MASK] = mediaTime;
    transits[(int) extended & MASK] = transit;
  }

  private void store(long extended, int payloadType, byte[] buf, int offset, int length) {
    int slot = (int) extended & MASK;
    if (bytes[slot] == null || bytes[slot].length < length) {
      bytes[slot] = new byte[Math.max(FIRST_SIZE, Math.min(MAX_PACKET_BYTES, length * 5 / 4))];
    }
    System.arraycopy(buf, offset, bytes[slot], 0, length);
    lengths[slot] = length;
    payloadTypes[slot] = (byte) (payloadType & 0x7f);
    sequences[slot] = extended;
    waiting[slot] = true;
  }

  /** Gives up everything before a sequence number. */
  private void drop(long until) {
    for (; nextSequence < until; nextSequence++) {
      int slot = (int) nextSequence & MASK;
      if (waiting[slot] && sequences[slot] == nextSequence) {
        waiting[slot] = false;
        counters.discarded++;
      } else {
        counters.lost++;
      }
    }
    lossLeft = 0;
  }

  /** A packet has come. */
  boolean started() {
    return started;
  }

  /**
   * What to play at a moment.
   *
   * @param nowNanos when the next sample will be heard
   */
  Take take(long nowNanos) {
    if (!started) {
      return Take.IDLE;
    }
    long now = units(nowNanos);
    while (findNext()) {
      if (kind() == PacketKind.EVENT) {
        return due();
      }
      if (!anchored) {
        anchored = true;
        starved = 0;
        long wanted = now - estimator.base() - estimator.target();
        playhead = Math.min(wanted, mediaTimes[current]);
      }
      keepBelowMax(now);
      if (starved > 0) {
        playhead += madeUp();
        starved = 0;
      }
      if (timeLeft(now) < 0) {
        // Here for longer than the bound: the base has moved under it.
        playhead = Math.max(playhead, mediaTimes[current] + lastDuration);
        drop(sequences[current] + 1);
        continue;
      }
      playhead = Math.max(playhead, mediaTimes[current] - timeLeft(now));
      delay = now - playhead - estimator.base();
      gap = mediaTimes[current] - playhead;
      Take take = judge(now);
      if (take != null) {
        return take;
      }
    }
    return starved > IDLE_AFTER ? idle() : Take.STARVED;
  }

  private Take idle() {
    anchored = false;
    return Take.IDLE;
  }

  /** Points {@code current} at the first packet that waits. */
  private boolean findNext() {
    for (long sequence = nextSequence; sequence <= highestSequence; sequence++) {
      int slot = (int) sequence & MASK;
      if (waiting[slot] && sequences[slot] == sequence) {
        current = slot;
        return true;
      }
    }
    return false;
  }

  private void keepBelowMax(long now) {
    int newest = (int) highestSequence & MASK;
    boolean comparable = waiting[newest] && kinds[payloadTypes[newest]] != PacketKind.EVENT;
    if (comparable && transits[newest] - estimator.base() > estimator.max()) {
      // Not one packet is late but all of them: the path or the sender's clock has moved.
      estimator.rebase(transits[newest], now);
      jump(now);
      counters.leaps++;
    } else if (now - playhead - madeUp() - estimator.base() > estimator.max()) {
      jump(now);
    }
  }

  /** How much longer the packet at hand may wait by the bound, counted from its arrival. */
  private long timeLeft(long now) {
    return mediaTimes[current] + transits[current] + estimator.max() - now;
  }

  private void jump(long now) {
    playhead = now - estimator.base() - estimator.target();
    starved = 0;
    lossLeft = 0;
  }

  /** How much of the time the playhead stood still belongs to a gap before the packet at hand. */
  private long madeUp() {
    return Math.clamp(mediaTimes[current] - playhead, 0, starved);
  }

  private Take due() {
    counters.lost += sequences[current] - nextSequence;
    nextSequence = sequences[current];
    lossLeft = 0;
    return Take.PACKET;
  }

  /** What the packet at hand means; null when it was too old to be heard. */
  private Take judge(long now) {
    long sequence = sequences[current];
    if (mediaTimes[current] + lastDuration <= playhead) {
      drop(sequence + 1);
      return null;
    }
    if (gap <= TOLERANCE) {
      return due();
    }
    if (sequence > nextSequence) {
      long missing = sequence - nextSequence;
      counters.lost += missing;
      nextSequence = sequence;
      lossLeft = Math.min(gap, missing * lastDuration);
    }
    if (lossLeft > TOLERANCE) {
      gap = lossLeft;
      return Take.LOST;
    }
    // In a pause the delay may be set right without being heard.
    long wanted = now - estimator.base() - estimator.target();
    playhead = Math.clamp(wanted, mediaTimes[current] - timeLeft(now), mediaTimes[current]);
    gap = mediaTimes[current] - playhead;
    return gap <= TOLERANCE ? Take.PACKET : Take.PAUSE;
  }

  /** Moves on after PACKET: the packet lasted this long. */
  void played(long units) {
    waiting[current] = false;
    nextSequence = sequences[current] + 1;
    lossLeft = 0;
    if (kinds[payloadTypes[current]] == PacketKind.EVENT) {
      return;
    }
    playhead = mediaTimes[current] + units;
    if (units > 0) {
      lastDuration = units;
    }
  }

  /** Moves on after LOST or PAUSE, by at most the gap. */
  void passed(long units) {
    playhead += units;
    lossLeft = Math.max(0, lossLeft - units);
  }

  /** Says after STARVED how much was made up. */
  void starved(long units) {
    starved += units;
  }

  /** Media time of what is to be played next, in units since the stream began. */
  long playhead() {
    return playhead;
  }

  int payloadType() {
    return payloadTypes[current];
  }

  PacketKind kind() {
    return kinds[payloadTypes[current]];
  }

  byte[] payload() {
    return bytes[current];
  }

  int payloadLength() {
    return lengths[current];
  }

  /** Units until the packet at hand is due (PAUSE) or of what was lost before it (LOST). */
  long gap() {
    return gap;
  }

  /** By how many units the delay is above its target; negative when below. */
  long excess() {
    return delay - estimator.target();
  }

  /** Delay at the last packet taken, in units. */
  long delay() {
    return delay;
  }

  long target() {
    return estimator.target();
  }

  /** How long nothing has come, in units. */
  long starvedFor() {
    return starved;
  }

  /** How long the last packet lasted, in units. */
  long lastDuration() {
    return lastDuration;
  }

  private long units(long nanos) {
    if (!originKnown) {
      originKnown = true;
      origin = nanos;
    }
    return (nanos - origin) * 6 / 125_000;
  }
}
