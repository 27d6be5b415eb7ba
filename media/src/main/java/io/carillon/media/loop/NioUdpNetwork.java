package io.carillon.media.loop;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.util.function.LongSupplier;

/** Sockets of java.nio. */
public final class NioUdpNetwork implements UdpNetwork {
  /** Room for half a second of a flooded 100 packets/s leg while its loop is busy. */
  private static final int SOCKET_BUFFER_BYTES = 256 * 1024;

  /** DSCP Expedited Forwarding (RFC 3246, RFC 4594): voice goes first in the network's queues. */
  private static final int EXPEDITED_FORWARDING = 46 << 2;

  private final LongSupplier nanoTime;

  /**
   * @param nanoTime the clock of arrival times
   */
  public NioUdpNetwork(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public UdpSocket bind(InetSocketAddress local) throws IOException {
    DatagramChannel channel =
        DatagramChannel.open(
            local.getAddress() instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET);
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
      channel.setOption(StandardSocketOptions.IP_TOS, EXPEDITED_FORWARDING);
      channel.bind(local);
      return new NioUdpSocket(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Poller poller() throws IOException {
    return new NioPoller(nanoTime);
  }
}
