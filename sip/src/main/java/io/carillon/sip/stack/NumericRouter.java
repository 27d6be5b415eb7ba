package io.carillon.sip.stack;

import gov.nist.javax.sip.message.MessageExt;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ListIterator;
import javax.sip.SipException;
import javax.sip.SipStack;
import javax.sip.address.Hop;
import javax.sip.address.Router;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.RouteHeader;
import javax.sip.message.Request;

/**
 * Where a request goes: to the hop that {@link SipStackService#newClientTransaction} put on it,
 * else to its first Route or its Request-URI when that is an address. Names are resolved by whoever
 * makes the request (RFC 3263), never here: JAIN-SIP would block a thread of the stack for it.
 *
 * <p>Made by JAIN-SIP by its class name; without state.
 */
public final class NumericRouter implements Router {

  /** The constructor JAIN-SIP calls. */
  public NumericRouter(SipStack stack, String outboundProxy) {
    if (outboundProxy != null) {
      throw new IllegalArgumentException("an outbound proxy is a Route header of the request");
    }
  }

  @Override
  public Hop getNextHop(Request request) throws SipException {
    if (((MessageExt) request).getApplicationData() instanceof SipHop hop) {
      return hop;
    }
    RouteHeader route = (RouteHeader) request.getHeader(RouteHeader.NAME);
    URI uri = route == null ? request.getRequestURI() : route.getAddress().getURI();
    if (!(uri instanceof SipURI sip)) {
      throw new SipException("cannot route to " + uri);
    }
    return hop(sip);
  }

  private static Hop hop(SipURI uri) throws SipException {
    String host = uri.getMAddrParam() == null ? uri.getHost() : uri.getMAddrParam();
    byte[] address = NetUtil.createByteArrayFromIpAddressString(host);
    if (address == null) {
      throw new SipException("not an address, resolve it first: " + host);
    }
    try {
      SipTransport transport =
          uri.getTransportParam() != null
              ? SipTransport.of(uri.isSecure() ? "tls" : uri.getTransportParam())
              : uri.isSecure() ? SipTransport.TLS : SipTransport.UDP;
      int port = uri.getPort() > 0 ? uri.getPort() : transport.defaultPort();
      return new SipHop(new InetSocketAddress(InetAddress.getByAddress(address), port), transport);
    } catch (IllegalArgumentException | java.net.UnknownHostException e) {
      throw new SipException("cannot route to " + uri, e);
    }
  }

  @Override
  public Hop getOutboundProxy() {
    return null;
  }

  @Override
  @Deprecated
  @SuppressWarnings("rawtypes") // JAIN-SIP's signature
  public ListIterator getNextHops(Request request) {
    return java.util.Collections.emptyList().listIterator();
  }
}
