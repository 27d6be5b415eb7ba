package io.carillon.sip.dns;

import io.carillon.sip.transport.SipTransport;
import java.util.Objects;
import java.util.Optional;
import javax.sip.address.SipURI;

/**
 * What of a SIP URI says where requests go (RFC 3263 4).
 *
 * @param host name or address; what the certificate must carry
 * @param maddr in the place of host for the search, null for none
 * @param port 0 for none
 * @param transport null for none
 * @param secure sips
 */
public record SipTarget(
    String host, String maddr, int port, SipTransport transport, boolean secure) {

  public SipTarget {
    Objects.requireNonNull(host, "host");
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("port " + port);
    }
    if (secure && transport != null) {
      if (!transport.isStream()) {
        throw new IllegalArgumentException("sips over " + transport.token());
      }
      transport = SipTransport.TLS; // RFC 3261 26.2.2: sips with transport=tcp is TLS over TCP
    }
  }

  /** A host, port and transport as an administrator gives them. */
  public static SipTarget of(String host, int port, SipTransport transport) {
    return new SipTarget(host, null, port, transport, false);
  }

  /** Empty for a transport or port that there is not. */
  public static Optional<SipTarget> of(SipURI uri) {
    try {
      String transport = uri.getTransportParam();
      return Optional.of(
          new SipTarget(
              uri.getHost(),
              uri.getMAddrParam(),
              Math.max(0, uri.getPort()),
              transport == null ? null : SipTransport.of(transport),
              uri.isSecure()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** What is looked for: TARGET of RFC 3263 4. */
  String searched() {
    return maddr == null || maddr.isEmpty() ? host : maddr;
  }

  /** What the certificate must carry; null for the address connected to. */
  String expectedName() {
    if (NumericHost.parse(host).isEmpty()) {
      return host;
    }
    return searched().equals(host) ? null : host.replace("[", "").replace("]", "");
  }

  /** For logs: what is looked for, without what could break a line. */
  String describe() {
    String searched = searched();
    return searched
        .substring(0, Math.min(searched.length(), 100))
        .replaceAll("[^\\x21-\\x7e]", "?");
  }
}
