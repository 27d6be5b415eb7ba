package io.carillon.sip.transport;

import io.carillon.sip.tls.TlsContexts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The way of a byte to a SIP message.
 *
 * <pre>
 *   socket -> SslHandler (one handshake, timed)
 *          -> StreamGuard (slow senders, silence, nonsense, our pings)
 *          -> SipFrameDecoder (messages, CRLFs, size limits)
 *          -> StreamHandler (pong, back-pressure)
 *          -> MessageIntake (Call-ID stripes, parser, transactions)
 * </pre>
 *
 * Thread-safe.
 */
final class StreamPipeline {
  private final TransportLimits limits;
  private final TransportTimeouts timeouts;
  private final TlsContexts tls;
  private final ConnectionLimiter limiter;

  /**
   * @param tls null when no listener speaks TLS
   */
  StreamPipeline(
      TransportLimits limits,
      TransportTimeouts timeouts,
      TlsContexts tls,
      ConnectionLimiter limiter) {
    this.limits = limits;
    this.timeouts = timeouts;
    this.tls = tls;
    this.limiter = limiter;
  }

  void inbound(Channel connection, StreamProcessor processor) {
    InetSocketAddress remote =
        Addresses.withoutZone((InetSocketAddress) connection.remoteAddress());
    InetAddress source = remote.getAddress();
    DropReason refused = limiter.admit(source);
    if (refused != null) {
      refuse(connection, processor, source, refused);
      return;
    }
    connection.closeFuture().addListener(done -> limiter.release(source));
    boolean secure = processor.sipTransport().isSecure();
    if (secure && !limiter.handshakeBegins()) {
      refuse(connection, processor, source, DropReason.TOO_MANY_HANDSHAKES);
      return;
    }
    SslHandler ssl = secure ? tls.current().server(connection.alloc()) : null;
    StreamChannel channel = processor.inbound(connection, remote);
    assemble(connection, channel, ssl, secure ? limiter::handshakeOver : () -> {});
  }

  private static void refuse(
      Channel connection, StreamProcessor processor, InetAddress source, DropReason reason) {
    processor.intake().metrics().dropped(reason);
    processor
        .intake()
        .logDrop(source.getHostAddress(), processor.sipTransport(), reason, "connection refused");
    connection.close();
  }

  void outbound(Channel connection, StreamProcessor processor, StreamChannel channel) {
    SslHandler ssl =
        processor.sipTransport().isSecure()
            ? tls.current().client(connection.alloc(), channel.remote(), channel.expectedName())
            : null;
    assemble(connection, channel, ssl, () -> {});
  }

  private void assemble(
      Channel connection, StreamChannel channel, SslHandler ssl, Runnable handshakeOver) {
    ChannelPipeline pipeline = connection.pipeline();
    if (ssl != null) {
      ssl.setHandshakeTimeoutMillis(timeouts.handshake().toMillis());
      pipeline.addLast("tls", ssl);
    }
    SipFrameDecoder decoder = new SipFrameDecoder(limits);
    StreamGuard guard = new StreamGuard(channel, decoder, limits, timeouts, handshakeOver);
    pipeline.addLast("guard", guard);
    pipeline.addLast("frames", decoder);
    pipeline.addLast("sip", new StreamHandler(channel, guard, ssl, limits.messagesInFlight()));
  }
}
