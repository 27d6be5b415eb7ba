package io.carillon.media.session;

import java.net.Inet4Address;
import java.net.InetAddress;

/** Which addresses can be reached from everywhere. Stateless. */
public final class Reach {

  private Reach() {}

  /**
   * False for addresses that mean something only where they are used, so that packets from there
   * come with another: RFC 1918, CGNAT (RFC 6598), loopback, link-local, ULA (RFC 4193), unset.
   */
  public static boolean isPublic(InetAddress address) {
    if (address.isSiteLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isAnyLocalAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return (bytes[0] & 0xFF) != 100 || (bytes[1] & 0xC0) != 64;
    }
    return (bytes[0] & 0xFE) != 0xFC;
  }
}
