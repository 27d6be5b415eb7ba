package io.carillon.media.loop;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One unconnected datagram channel. Unconnected, because a latch may follow its peer elsewhere. */
final class NioUdpSocket implements UdpSocket {
  private static final Logger LOG = LoggerFactory.getLogger(NioUdpSocket.class);

  private final DatagramChannel channel;
  private final InetSocketAddress local;

  // Set while registered, by the owning loop.
  SelectionKey key;
  DatagramHandler handler;
  ByteBuffer sendBuffer;
  long lastReadyPass;

  private long sendFailures;

  NioUdpSocket(DatagramChannel channel) throws IOException {
    this.channel = channel;
    this.local = (InetSocketAddress) channel.getLocalAddress();
  }

  DatagramChannel channel() {
    return channel;
  }

  @Override
  public InetSocketAddress local() {
    return local;
  }

  @Override
  public boolean send(byte[] packet, int offset, int length, InetSocketAddress target) {
    ByteBuffer buffer = sendBuffer;
    if (buffer == null || length > buffer.capacity()) {
      sendFailures++;
      return false;
    }
    buffer.clear().put(packet, offset, length).flip();
    try {
      if (channel.send(buffer, target) == length) {
        return true;
      }
    } catch (IOException | RuntimeException e) {
      // Port unreachable, no route, closed by a shutdown: the session's timeout judges that.
      if (sendFailures == 0) {
        LOG.debug("first datagram not sent from {}", local, e);
      }
    }
    sendFailures++;
    return false;
  }

  @Override
  public long sendFailures() {
    return sendFailures;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("socket {} did not close: {}", local, e.toString());
    }
  }
}
