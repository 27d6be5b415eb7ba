package io.carillon.media.session;

/** Who of two begins a DTLS handshake (RFC 5763 5). */
public enum DtlsRole {
  /** Sends the ClientHello: {@code a=setup:active}. */
  CLIENT,
  /** Waits for it: {@code a=setup:passive}. */
  SERVER;

  public DtlsRole other() {
    return this == CLIENT ? SERVER : CLIENT;
  }
}
