package io.carillon.sip.leg;

import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.sip.address.SipURI;
import javax.sip.address.URI;

/** Where the requests of a dialog go by its route set and remote target (RFC 3261 8.1.2). */
final class NextHop {
  private NextHop() {}

  /**
   * For when the connection of a call is gone: a new one to where the dialog says.
   *
   * @return empty when that is a name (never resolved here) or another transport
   */
  static Optional<SipHop> of(Dialog dialog, SipTransport transport) {
    URI uri =
        dialog.routeSet().isEmpty() ? dialog.remoteTarget() : dialog.routeSet().getFirst().getURI();
    if (!(uri instanceof SipURI sip) || !fits(sip, transport)) {
      return Optional.empty();
    }
    byte[] address = NetUtil.createByteArrayFromIpAddressString(sip.getHost());
    if (address == null) {
      return Optional.empty();
    }
    int port = sip.getPort() > 0 ? sip.getPort() : transport.defaultPort();
    try {
      return Optional.of(
          new SipHop(new InetSocketAddress(InetAddress.getByAddress(address), port), transport));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  private static boolean fits(SipURI uri, SipTransport transport) {
    String said = uri.getTransportParam();
    return said == null
        ? uri.isSecure() == transport.isSecure()
        : said.equalsIgnoreCase(transport.token())
            || (uri.isSecure() && transport == SipTransport.TLS);
  }
}
