package io.carillon.sip.transport;

import java.util.Locale;

/** How SIP messages travel. */
public enum SipTransport {
  UDP(5060, false, false),
  TCP(5060, true, false),
  TLS(5061, true, true);

  private final int defaultPort;
  private final boolean stream;
  private final boolean secure;

  SipTransport(int defaultPort, boolean stream, boolean secure) {
    this.defaultPort = defaultPort;
    this.stream = stream;
    this.secure = secure;
  }

  /** As Via and URIs spell it in JAIN-SIP: udp, tcp, tls. */
  public String token() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Port when none is given (RFC 3261 section 19.1.2). */
  public int defaultPort() {
    return defaultPort;
  }

  public boolean isStream() {
    return stream;
  }

  public boolean isSecure() {
    return secure;
  }

  /** The transport of that token in any case; throws IllegalArgumentException for others. */
  public static SipTransport of(String token) {
    return valueOf(token.toUpperCase(Locale.ROOT));
  }
}
