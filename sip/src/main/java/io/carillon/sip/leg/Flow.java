package io.carillon.sip.leg;

import io.carillon.sip.transport.SipHop;
import java.net.InetAddress;
import java.util.Objects;

/**
 * The way requests of a call take: the far end's address, as its last message had it, and our end.
 * Following the source instead of the Contact brings requests through NAT and over the connection
 * the far end keeps open (RFC 5923, RFC 3581 in spirit).
 *
 * @param remote where to
 * @param local the address of ours it came in on
 */
record Flow(SipHop remote, InetAddress local) {
  Flow {
    Objects.requireNonNull(remote, "remote");
    Objects.requireNonNull(local, "local");
  }
}
