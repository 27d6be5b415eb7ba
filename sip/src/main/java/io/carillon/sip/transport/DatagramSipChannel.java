package io.carillon.sip.transport;

import gov.nist.javax.sip.message.SIPMessage;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The way to one UDP peer: nothing but its address. */
final class DatagramSipChannel extends SipChannel {
  private final DatagramProcessor datagrams;
  private final InetSocketAddress remote;

  DatagramSipChannel(DatagramProcessor processor, InetSocketAddress remote) {
    super(processor);
    this.datagrams = processor;
    this.remote = remote;
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public InetSocketAddress local() {
    return datagrams.bound();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  void send(byte[] bytes, SIPMessage message) throws IOException {
    datagrams.send(bytes, remote);
    datagrams.intake().sent(this, bytes, message);
  }

  @Override
  public void close() {
    // There is nothing to close: the socket belongs to the listener.
  }
}
