package io.carillon.core.config;

import java.net.InetSocketAddress;

/**
 * Where a listener binds.
 *
 * @param host numeric address or name, without brackets
 * @param port 0-65535; 0 picks a free one
 */
public record BindAddress(String host, int port) {

  /**
   * Reads {@code 0.0.0.0:5061} or {@code [::]:5061}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static BindAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("no port in \"" + text + "\"");
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty() || bracketed != host.contains(":")) {
      throw new IllegalArgumentException("an IPv6 address stands in brackets");
    }
    int port = Integer.parseInt(text.substring(colon + 1));
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port);
    }
    return new BindAddress(host, port);
  }

  /** Resolves the host, blocking when it is a name. */
  public InetSocketAddress resolve() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
  }
}
