package io.carillon.core.trunk;

/** How media to and from somebody is encrypted ({@code carriers.NAME.srtp}). */
public enum Encryption {
  /** As {@code media.srtp} says. */
  AS_MEDIA,
  /** TLS and SRTP or nothing, both ways. */
  REQUIRED,
  /** As required, with keys from DTLS handshakes alone. */
  DTLS,
  /** SRTP when the far end can, else plain RTP. */
  PREFERRED,
  /** Never SRTP. */
  OFF;

  /** TLS or nothing: who could change the SDP on its way could change keys and fingerprints. */
  boolean needsTls() {
    return this == REQUIRED || this == DTLS;
  }

  static Encryption required(boolean required) {
    return required ? REQUIRED : AS_MEDIA;
  }
}
