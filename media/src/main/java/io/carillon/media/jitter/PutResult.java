package io.carillon.media.jitter;

/** What became of a packet that was put into a jitter buffer. */
public enum PutResult {
  /** Stored in order. */
  STORED,
  /** Stored; a later one had come before it. */
  REORDERED,
  /** Its moment has passed; dropped. */
  LATE,
  /** The same sequence number has come before; dropped. */
  DUPLICATE,
  /**
   * Another SSRC or a jump in sequence numbers; dropped, but the next in order after it is believed
   * (RFC 3550 appendix A.1).
   */
  PROBATION,
  /** Its payload type stands for nothing we agreed on; dropped. */
  UNKNOWN_PAYLOAD,
  /** Longer than any packet we take; dropped. */
  TOO_LONG
}
