package io.carillon.media.loop;

import java.io.Closeable;
import java.net.InetSocketAddress;

/**
 * A bound, non-blocking UDP socket. It is used by the loop it is registered with; it may be closed
 * by any thread before its first registration.
 */
public interface UdpSocket extends Closeable {

  /** Where it is bound. */
  InetSocketAddress local();

  /**
   * Sends one datagram. Never blocks and never throws: a full socket buffer or an unreachable
   * target is counted.
   *
   * @param length bytes, at most 1500
   * @return false when it was not sent
   */
  boolean send(byte[] packet, int offset, int length, InetSocketAddress target);

  /** Datagrams that could not be sent. */
  long sendFailures();

  @Override
  void close();
}
