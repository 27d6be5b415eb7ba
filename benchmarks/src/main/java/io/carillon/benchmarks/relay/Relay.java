package io.carillon.benchmarks.relay;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A server process that relays calls of two. */
interface Relay extends AutoCloseable {

  /** In the report. */
  String name();

  /** Of the process that is measured. */
  long pid();

  /**
   * Sets up a call.
   *
   * @param one where the one telephone takes RTP
   * @param key SDES key and salt that it sends with; null = it speaks plain RTP
   * @param other where the other telephone does, which speaks plain RTP
   */
  Ends call(InetSocketAddress one, byte[] key, InetSocketAddress other) throws IOException;

  /** Ends all calls. */
  void hangUp() throws IOException;

  @Override
  void close() throws IOException;

  /**
   * The server's side of a call.
   *
   * @param forOne where the one telephone sends to
   * @param keyForOne SDES key and salt of what it gets; null = plain RTP
   * @param forOther where the other telephone sends to
   */
  record Ends(InetSocketAddress forOne, byte[] keyForOne, InetSocketAddress forOther) {}
}
