package io.carillon.media.session;

import java.net.InetSocketAddress;

/**
 * What one completed offer/answer means for a session whose port carries datagrams that are no RTP:
 * fax by UDPTL (ITU-T T.38 Annex D). They are passed on untouched to the other leg of a bridge when
 * that carries such datagrams too, and are never encrypted.
 *
 * @param remote where to send until the far end's own datagrams teach better (latching); null when
 *     it gave no address
 */
public record DatagramPlan(InetSocketAddress remote) {}
