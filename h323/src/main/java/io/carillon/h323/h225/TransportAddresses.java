package io.carillon.h323.h225;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Octets;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** TransportAddress of H.225.0 (7.6) as socket addresses. */
public final class TransportAddresses {
  private static final String IPV4 = "ipAddress";
  private static final String IPV6 = "ip6Address";

  private TransportAddresses() {}

  /** An IPv4 or IPv6 address with a port that can be dialled; none for the others. */
  public static Optional<InetSocketAddress> read(Chosen address) {
    if (!address.is(IPV4) && !address.is(IPV6)) {
      return Optional.empty();
    }
    Fields fields = address.fields();
    try {
      InetAddress ip = InetAddress.getByAddress(fields.octets("ip").orElseThrow().bytes());
      int port = (int) fields.whole("port").orElseThrow();
      boolean dialable = port > 0 && !ip.isAnyLocalAddress() && !ip.isMulticastAddress();
      return dialable ? Optional.of(new InetSocketAddress(ip, port)) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty(); // cannot be: the type bounds the length
    }
  }

  public static Chosen write(InetSocketAddress address) {
    Fields fields =
        Fields.fields()
            .set("ip", new Octets(address.getAddress().getAddress()))
            .set("port", address.getPort())
            .done();
    return new Chosen(address.getAddress() instanceof Inet4Address ? IPV4 : IPV6, fields);
  }
}
