package io.carillon.sip.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One datagram, one message (RFC 3261 section 18.3). Keep-alives of NATs (CRLFs, zero bytes) are
 * ignored.
 *
 * <p>Owned by the socket's event loop.
 */
final class DatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {
  private static final Logger LOG = LoggerFactory.getLogger(DatagramHandler.class);

  private final DatagramProcessor processor;

  DatagramHandler(DatagramProcessor processor) {
    this.processor = processor;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
    SipChannel channel = new DatagramSipChannel(processor, Addresses.withoutZone(packet.sender()));
    switch (DatagramFrames.read(packet.content(), processor.limits())) {
      case null -> processor.intake().metrics().pinged();
      case SipFrame.Message message -> processor.intake().receive(channel, message, () -> {});
      case SipFrame.Fault fault -> processor.intake().refuse(channel, fault);
      default -> throw new IllegalStateException("no such frame in a datagram");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // ICMP errors of earlier datagrams end here; the socket lives on.
    LOG.debug("UDP socket: {}", cause.toString());
  }
}
