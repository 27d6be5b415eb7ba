package io.carillon.h323.h245;

import io.carillon.h323.per.Chosen;
import io.carillon.h323.per.Fields;
import io.carillon.h323.per.Octets;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** TransportAddress of H.245 (clause B.3.1) as socket addresses: IPv4 and IPv6, one receiver. */
final class MediaAddresses {
  private static final String UNICAST = "unicastAddress";
  private static final String IPV4 = "iPAddress";
  private static final String IPV6 = "iP6Address";

  private MediaAddresses() {}

  /** The component as an address that media can be sent to; none for the others. */
  static Optional<InetSocketAddress> read(Fields parameters, String name) {
    Optional<Chosen> unicast =
        parameters
            .chosen(name)
            .filter(address -> address.is(UNICAST))
            .map(Chosen::value)
            .filter(Chosen.class::isInstance)
            .map(Chosen.class::cast);
    return unicast.filter(ip -> ip.is(IPV4) || ip.is(IPV6)).flatMap(MediaAddresses::socket);
  }

  private static Optional<InetSocketAddress> socket(Chosen address) {
    Fields fields = address.fields();
    try {
      InetAddress ip = InetAddress.getByAddress(fields.octets("network").orElseThrow().bytes());
      int port = (int) fields.whole("tsapIdentifier").orElseThrow();
      boolean usable = port > 0 && !ip.isAnyLocalAddress() && !ip.isMulticastAddress();
      return usable ? Optional.of(new InetSocketAddress(ip, port)) : Optional.empty();
    } catch (UnknownHostException e) {
      return Optional.empty(); // cannot be: the type bounds the length
    }
  }

  static Chosen write(InetSocketAddress address) {
    Fields fields =
        Fields.fields()
            .set("network", new Octets(address.getAddress().getAddress()))
            .set("tsapIdentifier", address.getPort())
            .done();
    String family = address.getAddress() instanceof Inet4Address ? IPV4 : IPV6;
    return new Chosen(UNICAST, new Chosen(family, fields));
  }
}
