package io.carillon.sip.stack;

import io.carillon.sip.transport.SipChannel;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import java.net.InetSocketAddress;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/**
 * How a request came in.
 *
 * @param channel the connection, or the datagram's sender
 */
public record Arrival(SipChannel channel) {

  public SipTransport transport() {
    return channel.sipTransport();
  }

  /** Our address and port it came to. */
  public InetSocketAddress local() {
    return channel.local();
  }

  /** The address and port it came from, whatever its Via says. */
  public InetSocketAddress remote() {
    return channel.remote();
  }

  /** With the peer's certificates, when it showed any; empty without TLS. */
  public Optional<SSLSession> tls() {
    return Optional.ofNullable(channel.tlsSession());
  }

  /** True while a request to {@link #back} needs no new connection. */
  public boolean isOpen() {
    return channel.isOpen();
  }

  /** The way back: over the same connection while it is open. */
  public SipHop back() {
    return new SipHop(remote(), transport(), channel.expectedName());
  }
}
