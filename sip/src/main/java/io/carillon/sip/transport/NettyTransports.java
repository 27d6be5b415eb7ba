package io.carillon.sip.transport;

import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.carillon.core.connector.HostPort;
import io.carillon.sip.tls.TlsContexts;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Our listeners for JAIN-SIP. They are bound first, so that port 0 is a real port when JAIN-SIP
 * (which refuses 0) is told of it, and read nothing until JAIN-SIP starts them.
 *
 * <p>Thread-safe.
 */
public final class NettyTransports implements MessageProcessorFactory, AutoCloseable {
  private static final int SOCKET_BUFFER = 2 << 20;

  private final TransportLimits limits;
  private final MessageIntake intake;
  private final OpenTransactions transactions;
  private final StreamPipeline pipeline;
  private final StreamConnector connector;
  private final EventLoopGroup loops;
  private final boolean epoll;
  private final List<Bound> bound = new CopyOnWriteArrayList<>();

  private static final class Bound {
    final Listening listening;
    final Channel channel;
    volatile SipProcessor processor;

    Bound(Listening listening, Channel channel) {
      this.listening = listening;
      this.channel = channel;
    }
  }

  /**
   * @param tls null when no listener speaks TLS
   * @param threads of the event loops
   */
  public NettyTransports(
      TransportLimits limits,
      TransportTimeouts timeouts,
      TlsContexts tls,
      MessageIntake intake,
      OpenTransactions transactions,
      int threads) {
    this.limits = limits;
    this.intake = intake;
    this.transactions = transactions;
    this.epoll = Epoll.isAvailable();
    this.loops =
        new MultiThreadIoEventLoopGroup(
            threads,
            new DefaultThreadFactory("sip-io", true),
            epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    this.pipeline =
        new StreamPipeline(
            limits,
            timeouts,
            tls,
            new ConnectionLimiter(
                limits,
                intake.metrics().connections(),
                intake.metrics().handshakes(),
                System::nanoTime));
    Class<? extends SocketChannel> type = epoll ? EpollSocketChannel.class : NioSocketChannel.class;
    this.connector = new StreamConnector(loops, type, pipeline, timeouts);
  }

  /** Binds the listener; it takes nothing yet. */
  public Listening bind(ListenerSettings settings) throws IOException {
    Channel channel =
        settings.transport().isStream() ? bindStream(settings) : bindDatagram(settings);
    InetSocketAddress address = Addresses.withoutZone((InetSocketAddress) channel.localAddress());
    String host =
        settings.advertisedHost() == null
            ? address.getAddress().getHostAddress()
            : settings.advertisedHost();
    Listening listening = new Listening(settings.transport(), address, host);
    bound.add(new Bound(listening, channel));
    return listening;
  }

  private Channel bindStream(ListenerSettings settings) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(128 * 1024, 512 * 1024))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel connection) {
                    Bound listener = listenerOf(connection.parent());
                    pipeline.inbound(connection, (StreamProcessor) listener.processor);
                  }
                });
    return bound(bootstrap.bind(settings.bind()), settings);
  }

  private Channel bindDatagram(ListenerSettings settings) throws IOException {
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .channel(epoll ? EpollDatagramChannel.class : NioDatagramChannel.class)
            .option(ChannelOption.AUTO_READ, false)
            .option(ChannelOption.SO_RCVBUF, SOCKET_BUFFER)
            .option(ChannelOption.SO_SNDBUF, SOCKET_BUFFER)
            // One byte more than a message may have tells a message from a cut one.
            .option(
                ChannelOption.RECVBUF_ALLOCATOR,
                new FixedRecvByteBufAllocator(Math.min(65_535, limits.messageBytes() + 1)))
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel socket) {
                    // Its handler comes when JAIN-SIP has made the processor; nothing is read yet.
                  }
                });
    return bound(bootstrap.bind(settings.bind()), settings);
  }

  private static Channel bound(io.netty.channel.ChannelFuture binding, ListenerSettings settings)
      throws IOException {
    binding.awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw new IOException(
          "cannot listen on "
              + HostPort.text(settings.bind())
              + " ("
              + settings.transport().token()
              + "): "
              + binding.cause().getMessage(),
          binding.cause());
    }
    return binding.channel();
  }

  private Bound listenerOf(Channel server) {
    for (Bound listener : bound) {
      if (listener.channel == server) {
        return listener;
      }
    }
    throw new IllegalStateException("no listener: " + server);
  }

  @Override
  public MessageProcessor createMessageProcessor(
      SIPTransactionStack stack, InetAddress address, int port, String transport)
      throws IOException {
    SipTransport wanted = SipTransport.of(transport);
    for (Bound listener : bound) {
      Listening listening = listener.listening;
      if (listening.transport() == wanted
          && listening.bound().getPort() == port
          && listening.bound().getAddress().equals(address)) {
        listener.processor = processor(stack, listener);
        return listener.processor;
      }
    }
    throw new IOException("not bound: " + transport + " " + address + ":" + port);
  }

  private SipProcessor processor(SIPTransactionStack stack, Bound listener) {
    if (listener.listening.transport().isStream()) {
      return new StreamProcessor(
          stack, listener.listening, intake, limits, listener.channel, connector, transactions);
    }
    DatagramProcessor processor =
        new DatagramProcessor(stack, listener.listening, intake, limits, listener.channel);
    listener.channel.pipeline().addLast("sip", new DatagramHandler(processor));
    return processor;
  }

  /** What is bound, in the order of binding. */
  public List<Listening> listening() {
    List<Listening> all = new ArrayList<>();
    for (Bound listener : bound) {
      all.add(listener.listening);
    }
    return all;
  }

  /** Takes no new connections; open ones and UDP go on. */
  public void stopAccepting() {
    for (Bound listener : bound) {
      if (listener.processor instanceof StreamProcessor streams) {
        streams.stopAccepting();
      }
    }
  }

  /** Closes all sockets and ends the event loops. */
  @Override
  public void close() {
    for (Bound listener : bound) {
      if (listener.processor != null) {
        listener.processor.stop();
      } else {
        listener.channel.close().awaitUninterruptibly();
      }
    }
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
