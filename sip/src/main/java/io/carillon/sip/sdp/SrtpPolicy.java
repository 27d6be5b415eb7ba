package io.carillon.sip.sdp;

import io.carillon.core.trunk.Encryption;
import java.util.Optional;

/** Whether audio may, must or must not be encrypted ({@code media.srtp}). */
public enum SrtpPolicy {
  /** Plain offers are refused with 488; we offer RTP/SAVP. */
  REQUIRED,
  /** Required, with keys from DTLS handshakes alone; we offer UDP/TLS/RTP/SAVP. */
  DTLS,
  /** Encrypted when the far end can; we offer RTP/AVP with keys (RFC 8643). */
  PREFERRED,
  /** Never encrypted; offers of RTP/SAVP alone are refused with 488. */
  OFF;

  /** Nothing goes in the clear. */
  public boolean required() {
    return this == REQUIRED || this == DTLS;
  }

  /** What is set for a far end; empty when the server's own policy holds for it. */
  public static Optional<SrtpPolicy> of(Encryption encryption) {
    return switch (encryption) {
      case AS_MEDIA -> Optional.empty();
      case REQUIRED -> Optional.of(REQUIRED);
      case DTLS -> Optional.of(DTLS);
      case PREFERRED -> Optional.of(PREFERRED);
      case OFF -> Optional.of(OFF);
    };
  }
}
