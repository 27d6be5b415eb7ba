package io.carillon.sip.tls;

/** Whether peers that connect to us show a certificate. */
public enum ClientAuthentication {
  NONE,
  WANT,
  NEED
}
