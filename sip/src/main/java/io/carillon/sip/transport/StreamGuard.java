package io.carillon.sip.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Watches the plain bytes of one connection before the frame decoder gets them: a message that does
 * not end, silence, a peer that never says anything sensible, and our own pings on connections that
 * we opened (RFC 5626 section 4.4.1).
 *
 * <p>Owned by the connection's event loop.
 */
final class StreamGuard extends ChannelInboundHandlerAdapter {
  private static final ByteBuf PING =
      Unpooled.unreleasableBuffer(
          Unpooled.wrappedBuffer("\r\n\r\n".getBytes(StandardCharsets.US_ASCII)).asReadOnly());

  /** A connection that is to carry calls says so soon; one that says nothing holds a place. */
  private static final Duration BEFORE_FIRST_MESSAGE = Duration.ofMinutes(1);

  private final StreamChannel channel;
  private final SipFrameDecoder decoder;
  private final TransportLimits limits;
  private final TransportTimeouts timeouts;
  private final Runnable handshakeOver;

  private ChannelHandlerContext context;
  private long bytesBeforeFirstMessage;
  private boolean sensible;
  private boolean established;
  private boolean pongDue;
  private long lastRead;
  private long messagesAtPartial;
  private Future<?> partialTimer;
  private Future<?> silenceTimer;

  /**
   * @param handshakeOver run once, when the handshake ended either way
   */
  StreamGuard(
      StreamChannel channel,
      SipFrameDecoder decoder,
      TransportLimits limits,
      TransportTimeouts timeouts,
      Runnable handshakeOver) {
    this.channel = channel;
    this.decoder = decoder;
    this.limits = limits;
    this.timeouts = timeouts;
    this.handshakeOver = handshakeOver;
    this.sensible = !channel.inbound();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
  }

  /** The connection can carry messages. */
  void established() {
    handshakeEnded();
    lastRead = System.nanoTime();
    watchSilence(patience());
  }

  private Duration patience() {
    if (!channel.inbound()) {
      return pingInterval();
    }
    boolean quiet = !sensible && timeouts.idle().compareTo(BEFORE_FIRST_MESSAGE) > 0;
    return quiet ? BEFORE_FIRST_MESSAGE : timeouts.idle();
  }

  private void handshakeEnded() {
    if (!established) {
      established = true;
      handshakeOver.run();
    }
  }

  void messageSeen(MessageHead head) {
    sensible |= head.defect() == null && head.first("via") != null && !head.callId().isEmpty();
  }

  void ponged() {
    pongDue = false;
  }

  @Override
  public void channelRead(ChannelHandlerContext reading, Object message) {
    int bytes = ((ByteBuf) message).readableBytes();
    lastRead = System.nanoTime();
    decoder.pongExpected(pongDue);
    pongDue = false;
    if (!sensible) {
      bytesBeforeFirstMessage += bytes;
    }
    reading.fireChannelRead(message);
    if (!sensible && bytesBeforeFirstMessage > limits.bytesBeforeFirstMessage()) {
      fail(DropReason.NO_VALID_MESSAGE, "no SIP message in the first bytes");
      return;
    }
    watchPartial();
  }

  /** One timer from the first byte of a message to its last. */
  private void watchPartial() {
    if (!decoder.inMessage()) {
      stop(partialTimer);
      partialTimer = null;
      return;
    }
    if (partialTimer != null && messagesAtPartial == decoder.messages()) {
      return;
    }
    stop(partialTimer);
    messagesAtPartial = decoder.messages();
    startPartialTimer();
  }

  private void startPartialTimer() {
    partialTimer =
        context
            .executor()
            .schedule(
                this::onPartialTimer, timeouts.partialMessage().toMillis(), TimeUnit.MILLISECONDS);
  }

  private void onPartialTimer() {
    if (context.channel().config().isAutoRead()) {
      fail(DropReason.SLOW_SENDER, "message does not end");
    } else {
      startPartialTimer(); // it is we who do not read
    }
  }

  private void watchSilence(Duration delay) {
    silenceTimer =
        context.executor().schedule(this::onSilenceTimer, delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void onSilenceTimer() {
    Duration allowed = patience();
    long silent = System.nanoTime() - lastRead;
    if (pongDue) {
      fail(DropReason.NO_PONG, "no answer to our keep-alive");
    } else if (silent < allowed.toNanos()) {
      watchSilence(Duration.ofNanos(allowed.toNanos() - silent));
    } else if (channel.inbound()) {
      fail(DropReason.IDLE, "nothing received for " + allowed);
    } else {
      pongDue = true;
      context.writeAndFlush(PING.duplicate());
      watchSilence(timeouts.pong());
    }
  }

  /** Between 80 and 100 % of the setting (RFC 5626 section 4.4.1), fixed for the connection. */
  private Duration pingInterval() {
    int percent = 80 + Math.floorMod(channel.local().getPort() * 7, 21);
    return timeouts.ping().multipliedBy(percent).dividedBy(100);
  }

  private void fail(DropReason reason, String detail) {
    channel.processor().intake().drop(channel, reason, detail);
    channel.closed(new IOException(detail));
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext inactive) {
    handshakeEnded();
    stop(partialTimer);
    stop(silenceTimer);
    inactive.fireChannelInactive();
  }

  private static void stop(Future<?> timer) {
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
