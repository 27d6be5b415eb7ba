package io.carillon.sip.transport;

import java.net.InetSocketAddress;

/**
 * A bound listener.
 *
 * @param bound address and port it has, never port 0
 * @param advertisedHost what Via and Contact say
 */
public record Listening(SipTransport transport, InetSocketAddress bound, String advertisedHost) {}
