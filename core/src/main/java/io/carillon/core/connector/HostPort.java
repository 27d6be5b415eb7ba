package io.carillon.core.connector;

import java.net.InetSocketAddress;

/** Hosts and ports as they are written in URIs, logs and settings (RFC 3986 3.2). */
public final class HostPort {
  private HostPort() {}

  /** The host, an IPv6 address in brackets whether it had them or not. */
  public static String host(String host) {
    return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /**
   * The host with its port.
   *
   * @param port 0 for none
   */
  public static String text(String host, int port) {
    return port == 0 ? host(host) : host(host) + ":" + port;
  }

  /** A numeric address with its port, 0 too; empty for none. */
  public static String text(InetSocketAddress address) {
    return address == null || address.getAddress() == null
        ? ""
        : host(address.getAddress().getHostAddress()) + ":" + address.getPort();
  }
}
