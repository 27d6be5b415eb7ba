package io.carillon.sip.stack;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.MessageProcessorFactory;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPMessageValve;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransports;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import javax.sip.PeerUnavailableException;
import javax.sip.address.Hop;

/**
 * JAIN-SIP's stack with our parts in it. JAIN-SIP takes its parts as class names with a no-argument
 * constructor, which would leave static state as the only way to hand them anything; a subclass can
 * put instances in after construction, because the fields are open to it. For the same reason the
 * stack is made here and not by SipFactory, which keeps every stack it ever made in a singleton.
 */
final class CarillonStack extends SipStackImpl {
  private static final MessageProcessor[] NONE = {};

  CarillonStack(Properties properties) throws PeerUnavailableException {
    super(properties);
  }

  void install(MessageProcessorFactory factory, SIPMessageValve valve) {
    messageProcessorFactory = factory;
    messageParserFactory = any -> SipTransports.parserOfOwnMessages();
    sipMessageValves.add(valve);
  }

  /** True for a retransmission, an ACK or a CANCEL of a transaction that is there. */
  boolean knows(SIPRequest request) {
    return findTransaction(request.getTransactionId(), true) != null
        || findPendingTransaction(request.getTransactionId()) != null;
  }

  int serverTransactions() {
    return serverTransactionTable.size();
  }

  int clientTransactions() {
    return clientTransactionTable.size();
  }

  List<SIPClientTransaction> clientTransactionsOn(MessageChannel channel) {
    List<SIPClientTransaction> found = new ArrayList<>();
    for (SIPClientTransaction transaction : clientTransactionTable.values()) {
      if (transaction.getMessageChannel() == channel) {
        found.add(transaction);
      }
    }
    return found;
  }

  /**
   * JAIN-SIP compares a response that belongs to no transaction with each there is, for requests
   * without the cookie of RFC 3261 in their branch. Ours all have it; a stranger's responses shall
   * not cost more the more calls there are.
   */
  @Override
  public ServerResponseInterface newSIPServerResponse(SIPResponse response, MessageChannel from) {
    if (clientTransactionTable.containsKey(response.getTransactionId())) {
      return super.newSIPServerResponse(response, from);
    }
    for (SIPMessageValve valve : sipMessageValves) {
      if (!valve.processResponse(response, from)) {
        return null;
      }
    }
    return sipMessageFactory.newSIPServerResponse(response, from);
  }

  /** A hop of ours may carry the name that the peer's certificate must have. */
  @Override
  public MessageChannel createMessageChannel(
      SIPRequest request, MessageProcessor processor, Hop hop) throws IOException {
    if (hop instanceof SipHop known) {
      return SipTransports.channel(processor, known);
    }
    return super.createMessageChannel(request, processor, hop);
  }

  /** The same for what is sent without a transaction: the ACK to a 2xx. */
  @Override
  public MessageChannel createRawMessageChannel(String sourceAddress, int sourcePort, Hop hop)
      throws UnknownHostException {
    if (!(hop instanceof SipHop known)) {
      return super.createRawMessageChannel(sourceAddress, sourcePort, hop);
    }
    for (MessageProcessor processor : super.getMessageProcessors()) {
      if (known.transport().token().equalsIgnoreCase(processor.getTransport())
          && processor.getIpAddress().getHostAddress().equals(sourceAddress)
          && processor.getPort() == sourcePort) {
        try {
          return SipTransports.channel(processor, known);
        } catch (UnknownHostException e) {
          throw e;
        } catch (IOException e) {
          throw (UnknownHostException) new UnknownHostException(hop.toString()).initCause(e);
        }
      }
    }
    return null;
  }

  /**
   * JAIN-SIP looks through the processors for one with the address it is about to send to and then
   * hands the message over without the network ("self routing"), past framing, limits and log. It
   * finds none; a call to ourselves takes the way of any other. When the stack stops it needs them.
   */
  @Override
  protected MessageProcessor[] getMessageProcessors() {
    return isAlive() ? NONE : super.getMessageProcessors();
  }

  /** Static in JAIN-SIP and unbounded; only self routing used it. */
  @Override
  public ScheduledExecutorService getSelfRoutingThreadpoolExecutor() {
    throw new IllegalStateException("messages are queued by the transports");
  }
}
