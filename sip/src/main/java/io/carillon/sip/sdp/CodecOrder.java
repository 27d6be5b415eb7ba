package io.carillon.sip.sdp;

/**
 * Whose order decides when several codecs fit an offer. OURS is the default: room systems list
 * G.722 or PCMU first even where they have Opus, and the mix is best at 48 kHz.
 */
public enum CodecOrder {
  OURS,
  THEIRS
}
