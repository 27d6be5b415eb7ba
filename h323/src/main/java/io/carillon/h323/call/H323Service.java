package io.carillon.h323.call;

import io.carillon.core.call.CallRate;
import io.carillon.core.call.DialPlan;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LiveCalls;
import io.carillon.core.concurrent.Scheduler;
import io.carillon.core.event.EventBus;
import io.carillon.core.log.LogLimiter;
import io.carillon.h323.q931.TpktDecoder;
import io.carillon.media.session.MediaEngine;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * H.323 calls as a whole: listens, takes calls by the dial plan, lists them, and ends them at the
 * shutdown. Thread-safe.
 */
public final class H323Service implements LiveCalls, AutoCloseable {
  private static final int LONGEST_MESSAGE = 32_768;
  private static final int THREADS = 2;
  private static final int BURST_SECONDS = 2;
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(
          THREADS, new DefaultThreadFactory("h323-io", true), NioIoHandler.newFactory());
  private final CallServices services;
  private final NewCalls newCalls;
  private final SourceQuota connections;
  private Channel listening;

  /**
   * What the calls run on.
   *
   * @param executor for the calls' strands; may be blocked by a disk write
   * @param random a secure source
   */
  public record Runtime(
      Executor executor, Scheduler scheduler, RandomGenerator random, Clock clock) {}

  public H323Service(
      MediaEngine media,
      EventBus events,
      DialPlan dialPlan,
      Runtime runtime,
      CallSettings settings) {
    this.services =
        new CallServices(
            media,
            events,
            runtime.clock(),
            runtime.executor(),
            runtime.scheduler(),
            runtime.random(),
            settings,
            new Faults(LogLimiter.perMinute()),
            new ControlConnections(loops, settings.controlPorts(), runtime.random()),
            new CallTable());
    this.newCalls =
        new NewCalls(
            services,
            dialPlan,
            new CallRate(settings.setupsPerSecond(), BURST_SECONDS, System::nanoTime));
    // As many connections may be on their way to their Setup as there may be calls.
    this.connections = new SourceQuota(2 * settings.maxCalls(), 2 * settings.maxCallsPerSource());
  }

  /**
   * Takes calls from now on. Once.
   *
   * @throws IOException when the address cannot be listened on
   */
  public void start(InetSocketAddress bind) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(64 * 1024, 256 * 1024))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel connection) {
                    admit(connection);
                  }
                });
    ChannelFuture binding = bootstrap.bind(bind).awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw new IOException(
          "h323.bind: cannot listen on " + bind + ": " + binding.cause().getMessage(),
          binding.cause());
    }
    listening = binding.channel();
  }

  private void admit(Channel connection) {
    if (!(connection.remoteAddress() instanceof InetSocketAddress remote)) {
      connection.close(); // gone again before we looked
      return;
    }
    InetAddress source = remote.getAddress();
    if (!connections.take(source)) {
      services.faults().add(Fault.TOO_MANY, source, "connection refused");
      connection.close();
      return;
    }
    connection.closeFuture().addListener(done -> connections.leave(source));
    connection
        .pipeline()
        .addLast("frames", new TpktDecoder(LONGEST_MESSAGE))
        .addLast(
            "q931",
            new SignallingHandler(newCalls, services.faults(), services.settings().patience()));
  }

  /** What is listened on, after the start. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listening.localAddress();
  }

  /** What was wrong with what came in. */
  public Faults faults() {
    return services.faults();
  }

  @Override
  public List<LiveCall> calls() {
    return services.table().calls().stream()
        .map(
            call ->
                new LiveCall(
                    call.info(),
                    call.state().name().toLowerCase(Locale.ROOT),
                    call.answeredAt().orElse(null),
                    call.quality()))
        .sorted(Comparator.comparing(call -> call.leg().startedAt()))
        .toList();
  }

  @Override
  public boolean end(String transactionId) {
    Optional<H323Call> found =
        services.table().calls().stream()
            .filter(call -> call.info().transactionId().equals(transactionId))
            .findFirst();
    found.ifPresent(call -> call.end(EndReason.OPERATOR));
    return found.isPresent();
  }

  /**
   * Takes no new calls, gives the present ones the grace time, then ends them. Blocks until then.
   */
  public void drain(Duration grace) {
    newCalls.drain();
    if (!awaitEnd(grace)) {
      services.table().calls().forEach(call -> call.end(EndReason.DRAINING));
      awaitEnd(FAREWELL);
    }
  }

  private boolean awaitEnd(Duration patience) {
    CompletableFuture<?>[] all =
        services.table().calls().stream()
            .map(call -> call.ended().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(all).get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("calls never end exceptionally", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends every call and closes all sockets. */
  @Override
  public void close() {
    drain(Duration.ZERO);
    if (listening != null) {
      listening.close().awaitUninterruptibly();
    }
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
