package io.carillon.sip.sdp;

/**
 * Whether SRTP keys may come from a DTLS handshake ({@code media.dtls}), where {@link SrtpPolicy}
 * allows SRTP at all.
 */
public enum DtlsPolicy {
  /** Offers of ours bring it; beside SDES where SRTP is preferred, alone where it is required. */
  OFFER,
  /** Taken from who offers it; our own offers bring SDES. */
  ANSWER,
  /** Never. */
  OFF
}
