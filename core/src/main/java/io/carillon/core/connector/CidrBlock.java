package io.carillon.core.connector;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A range of IP addresses (RFC 4632, RFC 4291 2.3).
 *
 * @param network its first address; every bit behind the prefix is 0
 * @param prefixBits 0-32 for IPv4, 0-128 for IPv6
 */
public record CidrBlock(InetAddress network, int prefixBits) {
  private static final String ALLOWED =
      "a range such as 192.0.2.0/24 or 2001:db8::/32, or one address";
  private static final Pattern PREFIX = Pattern.compile("0|[1-9][0-9]{0,2}");

  public CidrBlock {
    Objects.requireNonNull(network, "network");
    byte[] bits = network.getAddress();
    Rules.between("prefix", prefixBits, 0, bits.length * 8L);
    byte[] masked = masked(bits, prefixBits);
    if (!Arrays.equals(bits, masked)) {
      throw new IllegalArgumentException(
          network.getHostAddress()
              + "/"
              + prefixBits
              + " has address bits behind its prefix; meant is perhaps "
              + text(address(masked), prefixBits));
    }
  }

  /**
   * Reads {@code 192.0.2.0/24} or {@code 2001:db8::/32}; an address without a prefix is itself
   * alone. Never asks the DNS.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static CidrBlock parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = numeric(text, slash < 0 ? text : text.substring(0, slash));
    int most = network.getAddress().length * 8;
    if (slash < 0) {
      return new CidrBlock(network, most);
    }
    String prefix = text.substring(slash + 1);
    Rules.check(PREFIX.matcher(prefix).matches(), "CIDR", text, ALLOWED);
    int bits = Integer.parseInt(prefix);
    Rules.check(bits <= most, "CIDR", text, "a prefix from 0 to " + most);
    return new CidrBlock(network, bits);
  }

  private static InetAddress numeric(String text, String address) {
    InetAddress network = NumericAddress.parse(address).orElse(null);
    // ::ffff:192.0.2.0 comes out as IPv4, whose prefix would mean something else.
    Rules.check(
        network != null && (network instanceof Inet4Address) == (address.indexOf(':') < 0),
        "CIDR",
        text,
        ALLOWED);
    return network;
  }

  /** Whether the address is in the range; one of the other family never is. */
  public boolean contains(InetAddress address) {
    byte[] bits = address.getAddress();
    return bits.length == network.getAddress().length
        && address(masked(bits, prefixBits)).equals(network);
  }

  private static byte[] masked(byte[] bits, int prefix) {
    byte[] masked = bits.clone();
    for (int i = 0; i < masked.length; i++) {
      int kept = Math.clamp(prefix - 8L * i, 0, 8);
      masked[i] &= (byte) (0xff00 >> kept);
    }
    return masked;
  }

  private static InetAddress address(byte[] bits) {
    try {
      return InetAddress.getByAddress(bits);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("addresses have 4 or 16 bytes", e);
    }
  }

  private static String text(InetAddress network, int prefixBits) {
    return network.getHostAddress() + "/" + prefixBits;
  }

  /** As {@link #parse} reads it, always with the prefix. */
  @Override
  public String toString() {
    return text(network, prefixBits);
  }
}
