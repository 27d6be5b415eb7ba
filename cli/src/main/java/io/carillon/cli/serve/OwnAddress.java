package io.carillon.cli.serve;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which of its addresses a host that listens on all of them should be called by. */
final class OwnAddress {
  private static final Logger LOG = LoggerFactory.getLogger(OwnAddress.class);

  private OwnAddress() {}

  /** A public address before a private one before loopback, of the family that is listened on. */
  static String guess(InetAddress wildcard) {
    boolean v4 = wildcard instanceof Inet4Address;
    List<InetAddress> own;
    try {
      own =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(address -> address instanceof Inet4Address == v4 || !v4)
              .filter(address -> !address.isLinkLocalAddress())
              .sorted(Comparator.comparingInt(OwnAddress::distance))
              .toList();
    } catch (SocketException e) {
      LOG.warn("the network interfaces cannot be listed: {}; set sip.address", e.getMessage());
      own = List.of();
    }
    InetAddress best = own.isEmpty() ? InetAddress.getLoopbackAddress() : own.getFirst();
    String text = best.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /** The host's own name, or its address when it has none that resolves. */
  static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      LOG.debug("the host's name does not resolve", e);
      return guess(InetAddress.getLoopbackAddress());
    }
  }

  private static int distance(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return 3;
    }
    int family = address instanceof Inet4Address ? 0 : 1;
    return address.isSiteLocalAddress() ? 2 : family;
  }
}
