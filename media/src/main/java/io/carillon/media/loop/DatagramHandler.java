package io.carillon.media.loop;

import java.net.InetSocketAddress;

/** Takes the datagrams of one socket, on the loop the socket is registered with. */
@FunctionalInterface
public interface DatagramHandler {

  /**
   * Handles one datagram. Must not block, allocate or throw.
   *
   * @param buffer the loop's receive buffer; may be changed in place, is reused after the call and
   *     has at least 64 free bytes behind the datagram
   * @param offset where the datagram begins
   * @param length its bytes, 0 is possible
   * @param source who sent it
   * @param arrivalNanos when it came, on the clock of {@link System#nanoTime()}
   */
  void received(byte[] buffer, int offset, int length, InetSocketAddress source, long arrivalNanos);
}
