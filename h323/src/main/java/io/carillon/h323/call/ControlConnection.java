package io.carillon.h323.call;

import io.carillon.h323.h245.ControlMessage;
import io.carillon.h323.per.PerException;
import io.carillon.h323.q931.Tpkt;
import io.carillon.h323.q931.TpktDecoder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;

/** A TCP connection of H.245 of one call. Owned by its event loop but for what says otherwise. */
final class ControlConnection extends ChannelInboundHandlerAdapter {
  /** Above the largest capability sets. */
  static final int LONGEST_MESSAGE = 32_768;

  private final Channel channel;
  private final Taker taker;
  private final Intake intake;

  /** Who the messages are for; called on event loops, returns at once. */
  interface Taker {
    void opened(ControlConnection connection);

    /**
     * @param handled to be run when it was handled
     */
    void message(ControlConnection connection, ControlMessage message, Runnable handled);

    void faulty(ControlConnection connection, String detail);

    void closed(ControlConnection connection);
  }

  private ControlConnection(Channel channel, Taker taker) {
    this.channel = channel;
    this.taker = taker;
    this.intake = new Intake(channel);
  }

  static void on(Channel channel, Taker taker) {
    ControlConnection connection = new ControlConnection(channel, taker);
    channel
        .pipeline()
        .addLast("frames", new TpktDecoder(LONGEST_MESSAGE))
        .addLast("h245", connection);
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    taker.opened(this);
    context.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    try {
      ControlMessage message = ControlMessage.read((byte[]) frame);
      intake.came();
      taker.message(this, message, intake::handled);
    } catch (PerException e) {
      taker.faulty(this, e.getMessage());
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) { // that is the far end going away
      taker.faulty(this, String.valueOf(cause.getMessage()));
    }
    context.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    taker.closed(this);
    context.fireChannelInactive();
  }

  /** From any thread. False when the far end takes nothing any more. */
  boolean send(ControlMessage message) {
    if (!channel.isActive() || !channel.isWritable()) {
      return false;
    }
    channel.writeAndFlush(Tpkt.frame(message.write()));
    return true;
  }

  /** Closes once what was sent is out; from any thread. */
  void close() {
    Closing.gently(channel);
  }
}
