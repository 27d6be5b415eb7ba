package io.carillon.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Takes frames to the intake, answers keep-alives, and reads no further while too much of this
 * connection is still being handled.
 *
 * <p>Owned by the connection's event loop.
 */
final class StreamHandler extends ChannelInboundHandlerAdapter {
  private static final ByteBuf CRLF =
      Unpooled.unreleasableBuffer(
          Unpooled.wrappedBuffer("\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnly());

  private final StreamChannel channel;
  private final MessageIntake intake;
  private final StreamGuard guard;
  private final SslHandler tls;
  private final int maxInFlight;

  /**
   * @param tls null on TCP
   */
  StreamHandler(StreamChannel channel, StreamGuard guard, SslHandler tls, int maxInFlight) {
    this.channel = channel;
    this.intake = channel.processor().intake();
    this.guard = guard;
    this.tls = tls;
    this.maxInFlight = maxInFlight;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    if (tls == null) {
      channel.opened(context.channel(), null);
      guard.established();
    }
    context.fireChannelActive();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof SslHandshakeCompletionEvent handshake) {
      if (handshake.isSuccess()) {
        channel.opened(context.channel(), tls.engine().getSession());
        guard.established();
      } else {
        fail(context, DropReason.HANDSHAKE_FAILED, handshake.cause().getMessage());
      }
    }
    context.fireUserEventTriggered(event);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    switch ((SipFrame) frame) {
      case SipFrame.Message message -> receive(context.channel(), message);
      case SipFrame.Ping ping -> pong(context);
      case SipFrame.Pong pong -> guard.ponged();
      case SipFrame.Fault fault -> {
        intake.refuse(channel, fault);
        // What was written so far still goes out; nothing more is read.
        context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
      }
    }
  }

  private void receive(Channel connection, SipFrame.Message message) {
    guard.messageSeen(message.head());
    if (channel.inFlight().incrementAndGet() >= maxInFlight) {
      connection.config().setAutoRead(false);
    }
    if (!intake.receive(channel, message, () -> handled(connection))) {
      handled(connection);
    }
  }

  /** Called by the thread that handled the message. */
  private void handled(Channel connection) {
    int left = channel.inFlight().decrementAndGet();
    if (left <= maxInFlight / 2 && !connection.config().isAutoRead()) {
      connection.config().setAutoRead(true);
    }
  }

  private void pong(ChannelHandlerContext context) {
    intake.metrics().pinged();
    if (context.channel().isWritable()) {
      context.writeAndFlush(CRLF.duplicate());
    } else {
      fail(context, DropReason.PEER_NOT_READING, "does not read our pongs");
    }
  }

  private void fail(ChannelHandlerContext context, DropReason reason, String detail) {
    intake.drop(channel, reason, detail);
    channel.closed(new IOException(detail));
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    channel.closed(new IOException("closed by the peer"));
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A reset, or TLS that is none: the handshake event has counted that already.
    channel.closed(cause instanceof IOException io ? io : new IOException(cause));
    context.close();
  }
}
