package io.carillon.h323.call;

import io.carillon.h323.q931.Q931Codec;
import io.carillon.h323.q931.Q931Message;
import io.carillon.h323.q931.Tpkt;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The TCP connection that carries the call signalling of one call. Thread-safe. */
final class SignallingConnection {
  private final Channel channel;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;

  /**
   * @param channel that is open: a closed one knows no addresses
   */
  SignallingConnection(Channel channel) {
    this.channel = channel;
    this.remote = (InetSocketAddress) channel.remoteAddress();
    this.local = (InetSocketAddress) channel.localAddress();
  }

  InetSocketAddress remote() {
    return remote;
  }

  /** Our own address as the far end reached it. */
  InetAddress local() {
    return local.getAddress();
  }

  /** False when the far end takes nothing any more: what waits for it is bounded. */
  boolean send(Q931Message message) {
    if (!channel.isActive() || !channel.isWritable()) {
      return false;
    }
    channel.writeAndFlush(Tpkt.frame(Q931Codec.write(message)));
    return true;
  }

  /** Closes once what was sent is out. */
  void close() {
    Closing.gently(channel);
  }
}
