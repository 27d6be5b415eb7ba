package io.carillon.sip.transport;

import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The UDP listener. Thread-safe. */
final class DatagramProcessor extends SipProcessor {
  private final Channel socket;

  DatagramProcessor(
      SIPTransactionStack stack,
      Listening listening,
      MessageIntake intake,
      TransportLimits limits,
      Channel socket) {
    super(stack, listening, intake, limits);
    this.socket = socket;
  }

  @Override
  public void start() {
    socket.config().setAutoRead(true);
  }

  @Override
  public void stop() {
    if (socket.isOpen()) {
      socket.close().awaitUninterruptibly();
    }
  }

  @Override
  public int getMaximumMessageSize() {
    return limits().messageBytes();
  }

  @Override
  DatagramSipChannel channelTo(InetSocketAddress peer, String expectedName) {
    return new DatagramSipChannel(this, peer);
  }

  void send(byte[] bytes, InetSocketAddress peer) throws IOException {
    if (!socket.isActive()) {
      throw new IOException("the UDP listener is closed");
    }
    if (!socket.isWritable()) {
      intake().metrics().dropped(DropReason.PEER_NOT_READING);
      throw new IOException("the UDP socket takes no more");
    }
    socket.writeAndFlush(
        new DatagramPacket(Unpooled.wrappedBuffer(bytes), peer), socket.voidPromise());
  }
}
