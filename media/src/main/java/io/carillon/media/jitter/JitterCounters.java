package io.carillon.media.jitter;

/**
 * Running totals of one jitter buffer and its playout. Written by the owner of the buffer and read
 * by the same thread. Once the buffer is empty: received = played + malformed + late + duplicate +
 * discarded + probation + unknownPayload + tooLong.
 */
public final class JitterCounters {
  long received;
  long played;
  long lost;
  long late;
  long duplicate;
  long reordered;
  long discarded;
  long probation;
  long unknownPayload;
  long tooLong;
  long malformed;
  long restarts;
  long leaps;
  long playedSamples;
  long concealedSamples;
  long recoveredSamples;
  long silentSamples;
  long shortenedSamples;

  /** Packets handed in. */
  public long received() {
    return received;
  }

  /** Packets that were played (comfort noise and events among them). */
  public long played() {
    return played;
  }

  /** Packets that had not come when they were due. Those that came later count as late, too. */
  public long lost() {
    return lost;
  }

  /** Packets that came after their moment. */
  public long late() {
    return late;
  }

  public long duplicate() {
    return duplicate;
  }

  /** Packets that came out of order but in time. */
  public long reordered() {
    return reordered;
  }

  /** Packets thrown away because the delay would have become too long, or at a new stream. */
  public long discarded() {
    return discarded;
  }

  /** Packets of a new SSRC or after a jump that were not believed yet. */
  public long probation() {
    return probation;
  }

  public long unknownPayload() {
    return unknownPayload;
  }

  public long tooLong() {
    return tooLong;
  }

  /** Payloads the decoder refused; concealed. */
  public long malformed() {
    return malformed;
  }

  /** New streams (SSRC or sequence) after the first. */
  public long restarts() {
    return restarts;
  }

  /** Leaps of the time stamps or of the path's delay. */
  public long leaps() {
    return leaps;
  }

  /** Samples from packets, at the playout's rate. */
  public long playedSamples() {
    return playedSamples;
  }

  /** Samples made up for missing packets. */
  public long concealedSamples() {
    return concealedSamples;
  }

  /** Samples recovered by forward error correction. */
  public long recoveredSamples() {
    return recoveredSamples;
  }

  /** Samples of silence or comfort noise. */
  public long silentSamples() {
    return silentSamples;
  }

  /** Samples left out to bring the delay down. */
  public long shortenedSamples() {
    return shortenedSamples;
  }
}
