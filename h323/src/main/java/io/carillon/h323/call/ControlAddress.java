package io.carillon.h323.call;

import io.carillon.media.session.Reach;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Where a caller may have us connect to for H.245. It names an address before it is known who it
 * is: nobody shall make us knock on doors that only we can reach. Stateless.
 */
final class ControlAddress {
  /** Below are the ports of services that have no business with a call. */
  private static final int LOWEST_PORT = 1024;

  private ControlAddress() {}

  /**
   * @param caller where its call signalling comes from
   * @param named where it says that it waits
   */
  static boolean mayBe(InetAddress caller, InetSocketAddress named) {
    InetAddress there = named.getAddress();
    if (named.getPort() < LOWEST_PORT) {
      return false;
    }
    if (there.equals(caller)) {
      return true;
    }
    if (there.isLoopbackAddress()
        || there.isLinkLocalAddress()
        || there.isMulticastAddress()
        || there.isAnyLocalAddress()) {
      return false;
    }
    return Reach.isPublic(there) || !Reach.isPublic(caller);
  }
}
