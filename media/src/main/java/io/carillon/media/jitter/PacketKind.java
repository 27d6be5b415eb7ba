package io.carillon.media.jitter;

/** What a payload type means for playout. */
public enum PacketKind {
  /** Decoded by an audio decoder. */
  AUDIO,
  /** Comfort noise (RFC 3389): noise at this level until audio comes back. */
  COMFORT_NOISE,
  /**
   * Telephone-event (RFC 4733): takes a sequence number but carries no sound; its time stamp stands
   * still for the length of the event.
   */
  EVENT
}
