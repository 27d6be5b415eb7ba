package io.carillon.media.jitter;

/** What a jitter buffer has for the present moment. */
enum Take {
  /** A packet is due: decode it, then call {@code played}. */
  PACKET,
  /** Packets are missing before the one at hand: conceal up to {@code gap}, then {@code played}. */
  LOST,
  /** The far end paused on purpose: silence up to {@code gap}, then {@code played}. */
  PAUSE,
  /** Nothing has come in time: conceal as much as needed, then {@code starved}. */
  STARVED,
  /** No stream, or it stopped long ago. */
  IDLE
}
