package io.carillon.media.engine;

import java.net.InetSocketAddress;

/** The way a leg's handshakes go: one for the RTP port, one for RTCP when that has its own. */
interface DtlsRoute {

  /** Whether a datagram from there can be the far end's at all. */
  boolean mayBe(InetSocketAddress source);

  /** Where the far end is, as far as known; null = nowhere yet. */
  InetSocketAddress target();

  /** ICE says where the far end is: wherever an authentic check came from, also when it moves. */
  boolean roams();

  void send(byte[] datagram, InetSocketAddress to);
}
