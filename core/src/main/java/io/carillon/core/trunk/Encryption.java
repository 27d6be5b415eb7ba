package io.carillon.core.trunk;

/** How media to and from somebody is encrypted ({@code carriers.NAME.srtp}). */
public enum Encryption {
  /** As {@code media.srtp} says. */
  AS_MEDIA,
  /** TLS and SRTP or nothing, both ways. */
  REQUIRED,
  /** SRTP when the far end can, else plain RTP. */
  PREFERRED,
  /** Never SRTP. */
  OFF;

  static Encryption required(boolean required) {
    return required ? REQUIRED : AS_MEDIA;
  }
}
