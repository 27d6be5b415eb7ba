package io.carillon.sip.dns;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** Addresses written as numbers. */
final class NumericHost {
  private NumericHost() {}

  /** The address, with or without brackets; empty for a name; never asks anybody. */
  static Optional<InetAddress> parse(String host) {
    String text =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    boolean numeric = NetUtil.isValidIpV4Address(text) || NetUtil.isValidIpV6Address(text);
    if (!numeric || text.indexOf('%') >= 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** False for what no SIP server can have. */
  static boolean isHost(InetAddress address) {
    return !address.isAnyLocalAddress()
        && !address.isMulticastAddress()
        && !(address.getAddress().length == 4 && (address.getAddress()[0] & 0xf0) == 0xf0);
  }
}
