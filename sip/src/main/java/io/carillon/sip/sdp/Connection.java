package io.carillon.sip.sdp;

import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A {@code c=} line (RFC 8866 5.7).
 *
 * @param networkType IN
 * @param addressType IP4 or IP6
 * @param address as written: IPv4, IPv6 or a name, with the TTL of a multicast group
 */
public record Connection(String networkType, String addressType, String address) {
  private static final Pattern IPV4 = Pattern.compile("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]+(\\d+\\.\\d+\\.\\d+\\.\\d+)?");

  public Connection {
    SdpText.token(networkType, "networkType");
    SdpText.token(addressType, "addressType");
    SdpText.token(address, "address");
  }

  /** A line for one of our own addresses, without an IPv6 zone. */
  public static Connection of(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return new Connection(
        "IN", text.indexOf(':') >= 0 ? "IP6" : "IP4", zone < 0 ? text : text.substring(0, zone));
  }

  /** The address when it is written as a number; names are not resolved. */
  public Optional<InetAddress> ip() {
    return ip(address);
  }

  /** The address a text stands for when it is a number, without asking the DNS. */
  static Optional<InetAddress> ip(String text) {
    int slash = text.indexOf('/');
    String bare = slash < 0 ? text : text.substring(0, slash);
    // InetAddress.ofLiteral takes "127.1" and zones too: neither is an SDP address.
    if (bare.length() > 45 || !(IPV4.matcher(bare).matches() || IPV6.matcher(bare).matches())) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(bare));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /** 0.0.0.0 or ::, the hold of RFC 2543: nothing is to be sent there. */
  public boolean isUnspecified() {
    return ip().filter(InetAddress::isAnyLocalAddress).isPresent();
  }

  String encode() {
    return String.join(" ", networkType, addressType, address);
  }
}
