package io.carillon.h323.call;

import io.carillon.core.config.PortRange;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** Opens the TCP connections of H.245, from far ends to us and from us to them. Thread-safe. */
final class ControlConnections {
  private static final int ATTEMPTS = 50;
  private static final int CONNECT_MILLIS = 5_000;

  private final EventLoopGroup loops;
  private final PortRange ports;
  private final RandomGenerator random;

  /**
   * @param ports that are listened on
   */
  ControlConnections(EventLoopGroup loops, PortRange ports, RandomGenerator random) {
    this.loops = loops;
    this.ports = ports;
    this.random = random;
  }

  /** A port on which one connection is waited for. */
  record Waiting(InetSocketAddress address, Channel channel) implements AutoCloseable {
    /** Waits no longer. */
    @Override
    public void close() {
      channel.close();
    }
  }

  /**
   * Waits for one connection; it may come from any address, as some far ends have another one for
   * H.245. Blocks while a port is bound.
   *
   * @return none when no port of the range can be had
   */
  Optional<Waiting> listen(InetAddress local, ControlConnection.Taker taker) {
    AtomicBoolean taken = new AtomicBoolean();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel connection) {
                    if (taken.compareAndSet(false, true)) {
                      ControlConnection.on(connection, taker);
                      connection.parent().close();
                    } else {
                      connection.close();
                    }
                  }
                });
    for (int i = 0; i < ATTEMPTS; i++) {
      int port = random.nextInt(ports.first(), ports.last() + 1);
      ChannelFuture binding = bootstrap.bind(local, port).awaitUninterruptibly();
      if (binding.isSuccess()) {
        return Optional.of(new Waiting(new InetSocketAddress(local, port), binding.channel()));
      }
    }
    return Optional.empty();
  }

  /** Connects to where a far end waits; {@code failed} is run when it cannot be reached. */
  void dial(
      InetAddress local, InetSocketAddress remote, ControlConnection.Taker taker, Runnable failed) {
    new Bootstrap()
        .group(loops)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .handler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel connection) {
                ControlConnection.on(connection, taker);
              }
            })
        .connect(remote, new InetSocketAddress(local, 0))
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                failed.run();
              }
            });
  }
}
