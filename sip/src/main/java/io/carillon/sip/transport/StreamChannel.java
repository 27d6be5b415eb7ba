package io.carillon.sip.transport;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.carillon.core.connector.HostPort;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * One TCP or TLS connection. Outbound ones exist before they are connected: what is sent meanwhile
 * waits in a bounded queue, and when the connection fails its client transactions get a 503.
 *
 * <p>Thread-safe; its lock is held only to move bytes into the queue or to Netty.
 */
final class StreamChannel extends SipChannel {
  private final StreamProcessor streams;
  private final InetSocketAddress remote;
  private final boolean inbound;
  private final String expectedName;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();
  private int waitingBytes;
  private Channel connection;
  private volatile IOException failure;
  private volatile SSLSession session;
  private volatile boolean aliased;

  /**
   * @param expectedName of the peer's certificate, null for its address; outbound TLS only
   */
  StreamChannel(
      StreamProcessor processor, InetSocketAddress remote, boolean inbound, String expectedName) {
    super(processor);
    this.streams = processor;
    this.remote = remote;
    this.inbound = inbound;
    this.expectedName = expectedName;
  }

  @Override
  public InetSocketAddress remote() {
    return remote;
  }

  @Override
  public synchronized InetSocketAddress local() {
    return connection == null
        ? streams.bound()
        : Addresses.withoutZone((InetSocketAddress) connection.localAddress());
  }

  @Override
  public SSLSession tlsSession() {
    return session;
  }

  @Override
  public synchronized boolean isOpen() {
    return failure == null;
  }

  /**
   * RFC 5923: with alias in its Via the peer wants our requests to its listening port on this
   * connection. Only when its certificate was asked for and found good; anyone could claim a port
   * otherwise. One alias per connection.
   */
  @Override
  void requestSeen(Via via) {
    if (!inbound || session == null || aliased || !via.hasParameter("alias")) {
      return;
    }
    aliased = true;
    try {
      session.getPeerCertificates();
    } catch (SSLPeerUnverifiedException e) {
      return; // no client certificate, no alias
    }
    int port = via.getPort() > 0 ? via.getPort() : sipTransport().defaultPort();
    streams.alias(new InetSocketAddress(remote.getAddress(), port), this);
  }

  boolean inbound() {
    return inbound;
  }

  @Override
  public String expectedName() {
    return expectedName;
  }

  AtomicInteger inFlight() {
    return inFlight;
  }

  /** The connection can carry messages: TLS is done when there is any. */
  void opened(Channel channel, SSLSession tls) {
    session = tls;
    synchronized (this) {
      if (failure != null) {
        channel.close();
        return;
      }
      connection = channel;
      for (byte[] bytes : waiting) {
        channel.write(Unpooled.wrappedBuffer(bytes), channel.voidPromise());
      }
      waiting.clear();
      waitingBytes = 0;
      channel.flush();
    }
  }

  /** The connection is gone or never came; later sends fail at once. */
  void closed(IOException reason) {
    synchronized (this) {
      if (failure != null) {
        return;
      }
      failure = reason;
      waiting.clear();
      waitingBytes = 0;
    }
    streams.forget(this);
    streams.failTransactions(this);
  }

  @Override
  void send(byte[] bytes, SIPMessage message) throws IOException {
    boolean lost;
    synchronized (this) {
      lost = failure != null;
      if (!lost) {
        write(bytes);
      }
    }
    if (lost) {
      sendWithoutConnection(bytes, message);
    } else {
      streams.intake().sent(this, bytes, message);
    }
  }

  private void sendWithoutConnection(byte[] bytes, SIPMessage message) throws IOException {
    if (message instanceof SIPResponse response && inbound) {
      streams.answerByNewConnection(response).send(bytes, null);
    } else if (message instanceof SIPRequest request && !request.getMethod().equals("ACK")) {
      // The connection broke between the making and the sending: its transaction hears of it the
      // same way as of one that breaks a moment later.
      streams.failTransactions(this);
    } else {
      throw new IOException("connection to " + HostPort.text(remote) + " is closed", failure);
    }
  }

  private void write(byte[] bytes) throws IOException {
    if (connection == null) {
      if (waitingBytes + bytes.length > streams.limits().queuedOutBytes()) {
        throw new IOException("too much waits for the connection to " + HostPort.text(remote));
      }
      waiting.add(bytes);
      waitingBytes += bytes.length;
      return;
    }
    if (!connection.isWritable()) {
      streams.intake().metrics().dropped(DropReason.PEER_NOT_READING);
      throw new IOException(HostPort.text(remote) + " does not read what it is sent");
    }
    connection.writeAndFlush(Unpooled.wrappedBuffer(bytes), connection.voidPromise());
  }

  @Override
  public void close() {
    Channel open;
    synchronized (this) {
      open = connection;
    }
    if (open != null) {
      open.close();
    }
    closed(new IOException("closed by us"));
  }
}
