package io.carillon.sip.transport;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TCP or TLS listener and the connections that belong to it, both ways, found again by the peer's
 * address and port. Thread-safe; no lock is held while a connection is made.
 */
final class StreamProcessor extends SipProcessor {
  private static final Logger LOG = LoggerFactory.getLogger(StreamProcessor.class);

  private final Channel server;
  private final StreamConnector connector;
  private final OpenTransactions transactions;
  private final ConcurrentMap<Peer, StreamChannel> channels = new ConcurrentHashMap<>();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  /** What a connection may be reused for. */
  private record Peer(InetSocketAddress address, String expectedName) {}

  StreamProcessor(
      SIPTransactionStack stack,
      Listening listening,
      MessageIntake intake,
      TransportLimits limits,
      Channel server,
      StreamConnector connector,
      OpenTransactions transactions) {
    super(stack, listening, intake, limits);
    this.server = server;
    this.connector = connector;
    this.transactions = transactions;
  }

  @Override
  public void start() {
    server.config().setAutoRead(true);
  }

  /** Takes no new connections; open ones go on. */
  void stopAccepting() {
    if (server.isOpen()) {
      server.close().awaitUninterruptibly();
    }
  }

  @Override
  public void stop() {
    stopAccepting();
    connections.close().awaitUninterruptibly();
    channels.clear();
  }

  @Override
  public int getMaximumMessageSize() {
    return limits().messageBytes();
  }

  /** To be closed when we stop. */
  void register(Channel connection) {
    connections.add(connection);
  }

  /** A peer's connection: found for requests to the address and port it comes from. */
  StreamChannel inbound(Channel connection, InetSocketAddress remote) {
    StreamChannel channel = new StreamChannel(this, remote, true, null);
    register(connection);
    channels.put(new Peer(remote, null), channel);
    return channel;
  }

  @Override
  StreamChannel channelTo(InetSocketAddress address, String expectedName) {
    Peer peer = new Peer(address, expectedName);
    while (true) {
      StreamChannel known = channels.get(peer);
      if (known != null && known.isOpen()) {
        return known;
      }
      StreamChannel fresh = new StreamChannel(this, address, false, expectedName);
      boolean ours =
          known == null
              ? channels.putIfAbsent(peer, fresh) == null
              : channels.replace(peer, known, fresh);
      if (ours) {
        connector.connect(this, fresh);
        return fresh;
      }
    }
  }

  /** RFC 5923: requests to the sent-by address may use this connection; mutual TLS only. */
  void alias(InetSocketAddress sentBy, StreamChannel channel) {
    channels.putIfAbsent(new Peer(sentBy, null), channel);
  }

  void forget(StreamChannel channel) {
    channels.values().removeIf(known -> known == channel);
  }

  /** RFC 3261 section 18.2.2: the connection is gone, so connect to the address in the Via. */
  StreamChannel answerByNewConnection(SIPResponse response) throws IOException {
    Via via = response.getTopmostVia();
    String host = via.getReceived() != null ? via.getReceived() : via.getHost();
    if (!Addresses.isNumeric(host)) {
      throw new IOException("no address to answer at: " + host);
    }
    int port = via.getPort() > 0 ? via.getPort() : sipTransport().defaultPort();
    return channelTo(new InetSocketAddress(InetAddress.getByName(host), port), null);
  }

  /** Tells the client transactions of a broken connection (RFC 3261 section 8.1.3.1). */
  void failTransactions(StreamChannel channel) {
    for (SIPClientTransaction transaction : transactions.on(channel)) {
      SIPRequest request = (SIPRequest) transaction.getRequest();
      boolean sent = transaction.getState() != null;
      if (!sent || request == null || request.getMethod().equals("ACK")) {
        continue;
      }
      SIPResponse response = request.createResponse(503, "Transport error");
      boolean queued =
          intake()
              .dispatcher()
              .execute(
                  request.getCallId().getCallId(), 0, () -> intake().handle(channel, response));
      if (!queued) {
        LOG.warn("a transaction on {} ends by its timer: the queue is full", channel);
      }
    }
  }
}
