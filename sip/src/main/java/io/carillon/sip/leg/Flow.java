package io.carillon.sip.leg;

import io.carillon.sip.stack.Arrival;
import io.carillon.sip.transport.SipHop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * The way requests of a call take: the far end's address, as its last message had it, and our end.
 * Following the source instead of the Contact brings requests through NAT and over the connection
 * the far end keeps open (in the spirit of RFC 3581 and RFC 5923).
 *
 * @param remote where to
 * @param local the address of ours it came in on
 * @param open true while a message can go there
 */
record Flow(SipHop remote, InetAddress local, BooleanSupplier open) {
  Flow {
    Objects.requireNonNull(remote, "remote");
    Objects.requireNonNull(local, "local");
    Objects.requireNonNull(open, "open");
  }

  /** Back the way a request came. */
  static Flow back(Arrival arrival) {
    return new Flow(arrival.back(), arrival.local().getAddress(), arrival::isOpen);
  }

  /** A flow that we begin. Throws IllegalArgumentException when nothing leads there. */
  static Flow to(SipHop hop) {
    return new Flow(hop, addressTowards(hop.address()), () -> true);
  }

  boolean isOpen() {
    return open.getAsBoolean();
  }

  /**
   * The address of ours that the far end reaches: a UDP listener on all addresses does not know
   * which of them a datagram came to.
   */
  InetAddress ownAddress() {
    return local.isAnyLocalAddress() ? addressTowards(remote.address()) : local;
  }

  /** The address the system would send from; a connected datagram socket tells, sending nothing. */
  private static InetAddress addressTowards(InetSocketAddress far) {
    try (DatagramChannel probe = DatagramChannel.open()) {
      probe.connect(far);
      return ((InetSocketAddress) probe.getLocalAddress()).getAddress();
    } catch (IOException e) {
      throw new IllegalArgumentException("no way to " + far, e);
    }
  }
}
