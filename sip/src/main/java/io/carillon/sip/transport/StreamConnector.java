package io.carillon.sip.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Opens outbound connections without waiting for them. Thread-safe. */
final class StreamConnector {
  private final EventLoopGroup loops;
  private final Class<? extends SocketChannel> type;
  private final StreamPipeline pipeline;
  private final TransportTimeouts timeouts;

  StreamConnector(
      EventLoopGroup loops,
      Class<? extends SocketChannel> type,
      StreamPipeline pipeline,
      TransportTimeouts timeouts) {
    this.loops = loops;
    this.type = type;
    this.pipeline = pipeline;
    this.timeouts = timeouts;
  }

  void connect(StreamProcessor processor, StreamChannel channel) {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(type)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timeouts.connect().toMillis())
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel connection) {
                    processor.register(connection);
                    pipeline.outbound(connection, processor, channel);
                  }
                });
    // From the address we listen on, when it is one: firewalls expect it.
    InetSocketAddress from = processor.bound();
    if (!from.getAddress().isAnyLocalAddress()) {
      bootstrap.localAddress(new InetSocketAddress(from.getAddress(), 0));
    }
    bootstrap
        .connect(channel.remote())
        .addListener(
            future -> {
              if (!future.isSuccess()) {
                channel.closed(new IOException("cannot connect: " + future.cause().getMessage()));
              }
            });
  }
}
