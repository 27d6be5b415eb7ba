package io.carillon.sip.transport;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.RawMessageChannel;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLSession;
import javax.sip.address.Hop;

/**
 * The way to one peer, as JAIN-SIP's transactions see it. Written on the base class instead of the
 * connection-oriented one, whose sockets, thread and keep-alive timers we have no use for.
 *
 * <p>Thread-safe; sending never blocks.
 */
public abstract class SipChannel extends MessageChannel implements RawMessageChannel {
  private final SipProcessor processor;
  final SipTransport transport;

  SipChannel(SipProcessor processor) {
    this.processor = processor;
    this.messageProcessor = processor;
    this.transport = processor.sipTransport();
  }

  SipProcessor processor() {
    return processor;
  }

  /** The peer's address and port as its packets carry it. */
  public abstract InetSocketAddress remote();

  /** Our end of it. */
  public abstract InetSocketAddress local();

  /** The TLS session, null on other transports and before the handshake is done. */
  public SSLSession tlsSession() {
    return null;
  }

  /** True while something sent here can arrive without a new connection. */
  public abstract boolean isOpen();

  public SipTransport sipTransport() {
    return transport;
  }

  /** A request came by here; the Via is its top one. */
  void requestSeen(Via via) {}

  /** Sends to the peer; the message is null when the caller has only the bytes. */
  abstract void send(byte[] bytes, SIPMessage message) throws IOException;

  @Override
  public void processMessage(SIPMessage message) {
    processor.intake().handle(this, message);
  }

  /** The name the peer's certificate had to carry; null when that was its address. */
  public String expectedName() {
    return null;
  }

  @Override
  public void sendMessage(SIPMessage message) throws IOException {
    send(LegacyBranch.restore(message.encodeAsBytes(getTransport())), message);
    message.setRemoteAddress(getPeerInetAddress());
    message.setRemotePort(getPeerPort());
    message.setLocalAddress(messageProcessor.getIpAddress());
    message.setLocalPort(getPort());
  }

  @Override
  public void sendMessage(SIPMessage message, Hop hop) throws IOException {
    sendMessage(message);
  }

  @Override
  public void sendMessage(SIPMessage message, InetAddress receiver, int port) throws IOException {
    sendMessage(message);
  }

  @Override
  protected void sendMessage(byte[] bytes, InetAddress receiver, int port, boolean reconnect)
      throws IOException {
    send(LegacyBranch.restore(bytes), null);
  }

  @Override
  public SIPTransactionStack getSIPStack() {
    return messageProcessor.getSIPStack();
  }

  @Override
  public String getTransport() {
    return transport.token();
  }

  @Override
  public boolean isReliable() {
    return transport.isStream();
  }

  @Override
  public boolean isSecure() {
    return transport.isSecure();
  }

  @Override
  public String getPeerAddress() {
    return Addresses.inMessage(remote().getAddress());
  }

  @Override
  protected InetAddress getPeerInetAddress() {
    return remote().getAddress();
  }

  @Override
  protected String getPeerProtocol() {
    return transport.token();
  }

  @Override
  public int getPeerPort() {
    return remote().getPort();
  }

  @Override
  public int getPeerPacketSourcePort() {
    return remote().getPort();
  }

  @Override
  public InetAddress getPeerPacketSourceAddress() {
    return remote().getAddress();
  }

  @Override
  public String getKey() {
    return getKey(remote().getAddress(), remote().getPort(), transport.token());
  }

  @Override
  public String getViaHost() {
    return processor.advertised().getHost().encode();
  }

  @Override
  public int getViaPort() {
    return processor.advertised().getPort();
  }

  @Override
  public Via getViaHeader() {
    return processor.getViaHeader();
  }

  @Override
  public HostPort getHostPort() {
    return (HostPort) processor.advertised().clone();
  }

  @Override
  public String toString() {
    return transport.token() + " " + remote();
  }
}
