package io.carillon.sip.transport;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * One listener.
 *
 * @param bind address and port; port 0 takes a free one
 * @param advertisedHost what Via and Contact say of us, an address or a name; null says the bound
 *     address
 */
public record ListenerSettings(
    SipTransport transport, InetSocketAddress bind, String advertisedHost) {

  public ListenerSettings {
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(bind, "bind");
    if (bind.isUnresolved()) {
      throw new IllegalArgumentException("not an address: " + bind.getHostString());
    }
  }

  /** Advertises the address it is bound to. */
  public static ListenerSettings of(SipTransport transport, String address, int port) {
    return new ListenerSettings(transport, new InetSocketAddress(address, port), null);
  }
}
