package io.carillon.sip.tls;

/** The TLS files cannot be used; the message names the file or setting. */
public final class TlsConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  public TlsConfigurationException(String message) {
    super(message);
  }

  public TlsConfigurationException(String message, Throwable cause) {
    super(message, cause);
  }
}
