package io.carillon.sip.sdp;

/**
 * Whether SRTP keys may come from a DTLS handshake ({@code media.dtls}), where {@link SrtpPolicy}
 * allows SRTP at all. It says nothing where that asks for such keys alone.
 */
public enum DtlsPolicy {
  /** Offers of ours bring it beside SDES. */
  OFFER,
  /** Taken from who offers it; our own offers bring SDES. */
  ANSWER,
  /** Never. */
  OFF
}
