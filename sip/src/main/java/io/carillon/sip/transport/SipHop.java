package io.carillon.sip.transport;

import io.carillon.core.connector.HostPort;
import java.net.InetSocketAddress;
import javax.sip.address.Hop;

/**
 * Where a request goes: an address, not a name, so that the stack never asks the DNS.
 *
 * @param address resolved
 * @param expectedName the name the peer's certificate must carry, null for its address; TLS only
 */
public record SipHop(InetSocketAddress address, SipTransport transport, String expectedName)
    implements Hop {

  public SipHop {
    if (address.isUnresolved()) {
      throw new IllegalArgumentException("not a numeric address: " + address.getHostString());
    }
  }

  /** To an address whose certificate, if any, must carry that address. */
  public SipHop(InetSocketAddress address, SipTransport transport) {
    this(address, transport, null);
  }

  @Override
  public String getHost() {
    return address.getAddress().getHostAddress();
  }

  @Override
  public int getPort() {
    return address.getPort();
  }

  @Override
  public String getTransport() {
    return transport.token();
  }

  @Override
  public String toString() {
    return transport.token() + ":" + HostPort.text(address);
  }
}
