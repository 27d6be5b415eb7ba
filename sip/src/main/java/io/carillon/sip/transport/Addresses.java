package io.carillon.sip.transport;

import java.net.InetSocketAddress;

/** How addresses are written. */
final class Addresses {
  private Addresses() {}

  /** ip:port, an IPv6 address in brackets. */
  static String text(InetSocketAddress address) {
    if (address == null || address.getAddress() == null) {
      return "";
    }
    String ip = address.getAddress().getHostAddress();
    return (ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip) + ":" + address.getPort();
  }

  static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** True for what needs no DNS: an IPv4 address, or an IPv6 address with or without brackets. */
  static boolean isNumeric(String host) {
    String bare = withoutBrackets(host);
    return io.netty.util.NetUtil.isValidIpV4Address(bare)
        || io.netty.util.NetUtil.isValidIpV6Address(bare);
  }
}
