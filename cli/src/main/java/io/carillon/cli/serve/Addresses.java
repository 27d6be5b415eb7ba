package io.carillon.cli.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What kind of address one is. */
final class Addresses {
  private Addresses() {}

  /** Loopback, link-local, RFC 1918, carrier NAT (RFC 6598) or unique local (RFC 4193). */
  static boolean reachableFromInsideOnly(String numeric) {
    InetAddress address;
    try {
      address = InetAddress.getByName(numeric);
    } catch (UnknownHostException e) {
      return false; // a name; whoever resolves it finds out
    }
    byte[] bytes = address.getAddress();
    boolean carrierNat = bytes.length == 4 && bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
    boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
    return address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || carrierNat
        || uniqueLocal;
  }
}
