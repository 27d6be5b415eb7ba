package io.carillon.sip.dns;

import io.carillon.sip.dns.AnswerReader.Reading;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.netty.resolver.dns.NoopAuthoritativeDnsServerCache;
import io.netty.resolver.dns.NoopDnsCache;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One question to one server, over UDP and, when the answer does not fit, TCP. Each question has a
 * random number and a port of its own, and only the server asked is heard.
 *
 * <p>Thread-safe; {@link #ask} waits, so it is for virtual threads.
 */
final class DnsExchange implements AutoCloseable {
  private static final int PAYLOAD = 1232; // bytes that pass every path unfragmented

  private final MultiThreadIoEventLoopGroup loop =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final DnsNameResolver resolver;
  private final int recordsPerAnswer;

  DnsExchange(DnsSettings settings, List<InetSocketAddress> servers) {
    recordsPerAnswer = settings.recordsPerAnswer();
    resolver =
        new DnsNameResolverBuilder(loop.next())
            .datagramChannelType(NioDatagramChannel.class)
            .socketChannelType(NioSocketChannel.class)
            .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
            .nameServerProvider(new SequentialDnsServerAddressStreamProvider(servers))
            .resolveCache(NoopDnsCache.INSTANCE)
            .cnameCache(NoopDnsCnameCache.INSTANCE)
            .authoritativeDnsServerCache(NoopAuthoritativeDnsServerCache.INSTANCE)
            .queryTimeoutMillis(settings.timeout().toMillis())
            .maxPayloadSize(PAYLOAD)
            .build();
  }

  /** Never throws; what has not come at the deadline has failed. */
  Reading ask(InetSocketAddress server, Question question, Deadline deadline) {
    var wire = new DefaultDnsQuestion(question.name() + ".", question.type().wire());
    Future<AddressedEnvelope<DnsResponse, InetSocketAddress>> response =
        resolver.query(server, wire);
    try {
      if (!response.await(deadline.left(), TimeUnit.NANOSECONDS) && response.cancel(false)) {
        return failed(true, "no answer in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (response.cancel(false)) {
        return failed(false, "interrupted");
      }
    }
    if (!response.isSuccess()) {
      boolean timeout = response.cause() instanceof DnsNameResolverTimeoutException;
      return failed(timeout, timeout ? "the DNS server does not answer" : text(response.cause()));
    }
    AddressedEnvelope<DnsResponse, InetSocketAddress> envelope = response.getNow();
    try {
      return new AnswerReader(question, envelope.content(), recordsPerAnswer).read();
    } finally {
      envelope.release();
    }
  }

  private static String text(Throwable cause) {
    Throwable root = cause.getCause() == null ? cause : cause.getCause();
    return "the DNS server cannot be asked: " + root.getClass().getSimpleName();
  }

  private static Reading failed(boolean timeout, String why) {
    return new Reading.Done(new DnsAnswer.Failed(timeout, why));
  }

  @Override
  public void close() {
    resolver.close();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
