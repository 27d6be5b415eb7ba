package io.carillon.sip.transport;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** How addresses are written. */
final class Addresses {
  private Addresses() {}

  /**
   * The same address without the zone that the system adds to IPv6 addresses, also to global ones
   * (as %0): it means nothing to others and has no place in a message. Link-local ones keep theirs,
   * without which nothing can be sent to them.
   */
  static InetSocketAddress withoutZone(InetSocketAddress address) {
    if (!(address.getAddress() instanceof Inet6Address v6) || v6.isLinkLocalAddress()) {
      return address;
    }
    try {
      return new InetSocketAddress(InetAddress.getByAddress(v6.getAddress()), address.getPort());
    } catch (UnknownHostException e) {
      throw new IllegalStateException("sixteen bytes are an address", e);
    }
  }

  /** The address as text in a message. */
  static String inMessage(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
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
