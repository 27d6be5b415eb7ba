package io.carillon.media.loop;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * The kind of sockets loops work with: java.nio everywhere, something closer to the kernel where it
 * pays. Thread-safe.
 */
public interface UdpNetwork {

  /** Binds a socket; it belongs to no loop yet. */
  UdpSocket bind(InetSocketAddress local) throws IOException;

  /** Makes the poller of one loop. */
  Poller poller() throws IOException;

  /**
   * Waits for datagrams of many sockets and hands them over. Owned by one loop, {@link #wakeup()}
   * excepted.
   */
  interface Poller extends AutoCloseable {

    /** From now on the socket's datagrams go to the handler. */
    void register(UdpSocket socket, DatagramHandler handler) throws IOException;

    /** Lets the socket go without closing it, so that another loop can take it. */
    void unregister(UdpSocket socket);

    /**
     * Waits until a datagram is there, the time is over or {@link #wakeup()} was called, then hands
     * over what is there; a bounded number per socket, so that one flooded socket does not starve
     * the rest.
     *
     * @param timeoutNanos longest wait, 0 = none, negative = for ever
     * @return datagrams handed over
     */
    int poll(long timeoutNanos) throws IOException;

    /** Ends the wait of {@link #poll}, now or the next one. Any thread. */
    void wakeup();

    @Override
    void close();
  }
}
