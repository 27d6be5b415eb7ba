package io.carillon.sip.sdp;

/** Whether audio may, must or must not be encrypted ({@code media.srtp}). */
public enum SrtpPolicy {
  /** Plain offers are refused with 488; we offer RTP/SAVP. */
  REQUIRED,
  /** Encrypted when the far end can; we offer RTP/AVP with keys (RFC 8643). */
  PREFERRED,
  /** Never encrypted; offers of RTP/SAVP alone are refused with 488. */
  OFF
}
