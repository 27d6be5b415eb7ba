package io.carillon.sip.transport;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.SIPClientTransaction;
import gov.nist.javax.sip.stack.SIPTransaction;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import gov.nist.javax.sip.stack.ServerRequestInterface;
import gov.nist.javax.sip.stack.ServerResponseInterface;
import io.carillon.core.connector.HostPort;
import io.carillon.core.log.LogLimiter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door every message comes in by: queued by Call-ID, shown to the tap, parsed, checked, and
 * handed to the transactions. Nothing a peer sends makes it throw.
 *
 * <p>Thread-safe: {@link #receive} is called on event loops, the rest runs on the dispatcher.
 */
public final class MessageIntake {
  private static final Logger LOG = LoggerFactory.getLogger(MessageIntake.class);

  private final Supplier<SIPTransactionStack> stack;
  private final MessageDispatcher dispatcher;
  private final SipMessageTap tap;
  private final TransportMetrics metrics;
  private final LogLimiter logs;
  private final NewcomerRate newcomers;
  private final MessageParser parser;

  public MessageIntake(
      Supplier<SIPTransactionStack> stack,
      MessageDispatcher dispatcher,
      SipMessageTap tap,
      TransportMetrics metrics,
      LogLimiter logs,
      NewcomerRate newcomers) {
    this.stack = stack;
    this.dispatcher = dispatcher;
    this.tap = tap;
    this.metrics = metrics;
    this.logs = logs;
    this.newcomers = newcomers;
    this.parser = new MessageParser(metrics);
  }

  /**
   * Queues a framed message. False when it is dropped, and counted: the queue is full, or its
   * source begins too much in this second.
   *
   * @param done run when the message has been handled, on another thread
   */
  boolean receive(SipChannel channel, SipFrame.Message frame, Runnable done) {
    metrics.received(channel.transport);
    if (NewcomerRate.begins(frame.head()) && !newcomers.permits(channel.getPeerInetAddress())) {
      drop(channel, DropReason.TOO_MANY_OF_SOURCE, "requests come faster than strangers may send");
      return false;
    }
    boolean queued =
        dispatcher.execute(
            frame.head().callId(),
            frame.bytes().length,
            () -> {
              try {
                take(channel, frame);
              } finally {
                done.run();
              }
            });
    if (!queued) {
      drop(channel, DropReason.QUEUE_FULL, "SIP messages come faster than they are handled");
    }
    return queued;
  }

  /** Answers what could not be framed, when it says enough of itself. */
  void refuse(SipChannel channel, SipFrame.Fault fault) {
    drop(channel, fault.reason(), fault.phrase());
    if (fault.head() != null) {
      answer(channel, fault.head(), fault.status(), fault.phrase());
    }
  }

  private void take(SipChannel channel, SipFrame.Message frame) {
    tap.message(
        true,
        frame.head().callId(),
        HostPort.text(channel.local()),
        HostPort.text(channel.remote()),
        new String(frame.bytes(), StandardCharsets.UTF_8));
    SIPMessage message = parse(channel, frame);
    if (message == null) {
      return;
    }
    try {
      handle(channel, message);
    } catch (RuntimeException | StackOverflowError e) {
      metrics.dropped(DropReason.HANDLER_FAILED);
      if (logs.permit(channel.getPeerAddress() + " handler")) {
        LOG.error("a message from {} was not handled", channel, e);
      }
    }
  }

  /** The message, or null when it was refused. */
  private SIPMessage parse(SipChannel channel, SipFrame.Message frame) {
    try {
      return parser.parse(frame);
    } catch (BadMessageException e) {
      drop(channel, DropReason.MALFORMED, e.getMessage());
      answer(channel, frame.head(), e.status(), e.getMessage());
    } catch (RuntimeException | StackOverflowError e) {
      // NIST had to learn that its parser throws more than it says.
      drop(channel, DropReason.PARSER_FAILED, e.toString());
      answer(channel, frame.head(), 400, "Bad Request");
    }
    return null;
  }

  /** Hands a parsed message to the stack's transactions. */
  void handle(SipChannel channel, SIPMessage message) {
    message.setRemoteAddress(channel.getPeerInetAddress());
    message.setRemotePort(channel.getPeerPort());
    message.setLocalAddress(channel.getMessageProcessor().getIpAddress());
    message.setLocalPort(channel.getPort());
    message.setPeerPacketSourceAddress(channel.getPeerInetAddress());
    message.setPeerPacketSourcePort(channel.getPeerPort());
    if (message instanceof SIPRequest request) {
      handle(channel, request);
    } else {
      handle(channel, (SIPResponse) message);
    }
  }

  private void handle(SipChannel channel, SIPRequest request) {
    stampVia(channel, request);
    channel.requestSeen(request.getTopmostVia());
    if (!request.getMethod().equals(request.getCSeq().getMethod())) {
      refuse(channel, request, 400, "CSeq Method Mismatch");
      return;
    }
    ServerRequestInterface handler = stack.get().newSIPServerRequest(request, channel);
    if (handler == null) {
      metrics.dropped(DropReason.NO_TRANSACTION);
      return;
    }
    try {
      handler.processRequest(request, channel);
    } finally {
      release(handler);
    }
  }

  private void handle(SipChannel channel, SIPResponse response) {
    ServerResponseInterface handler = stack.get().newSIPServerResponse(response, channel);
    if (handler == null) {
      metrics.dropped(DropReason.NO_TRANSACTION);
      return;
    }
    try {
      if (handler instanceof SIPClientTransaction transaction
          && !transaction.checkFromTag(response)) {
        drop(channel, DropReason.MALFORMED, "response with another From tag");
        return;
      }
      handler.processResponse(response, channel);
    } finally {
      release(handler);
    }
  }

  /** The semaphore is released by the listener's thread when the message went there. */
  private static void release(Object handler) {
    if (handler instanceof SIPTransaction transaction && !transaction.passToListener()) {
      transaction.releaseSem();
    }
  }

  /** Notes in the top Via where the request came from (RFC 3261 section 18.2.1, RFC 3581). */
  private static void stampVia(SipChannel channel, SIPRequest request) {
    Via via = request.getTopmostVia();
    String source = channel.getPeerAddress();
    try {
      LegacyRequests.complete(request);
      boolean rport = via.hasParameter(Via.RPORT);
      if (rport || !source.equals(Addresses.withoutBrackets(via.getHost()))) {
        via.setParameter(Via.RECEIVED, source);
      }
      // On a stream the port always names the connection, for answers without a transaction.
      if (rport || channel.transport.isStream()) {
        via.setParameter(Via.RPORT, Integer.toString(channel.getPeerPort()));
      }
      // JAIN-SIP looks for the listener to answer from by this; it writes it so when it answers.
      if (!channel.transport.name().equalsIgnoreCase(via.getTransport())) {
        via.setTransport(channel.transport.name());
      }
      // An answer goes back where the request came from, never to an address that the request
      // names.
      if (via.getMAddr() != null) {
        via.removeParameter(Via.MADDR);
      }
    } catch (ParseException e) {
      throw new IllegalStateException("an address is no token: " + source, e);
    }
  }

  private void refuse(SipChannel channel, SIPRequest request, int status, String phrase) {
    drop(channel, DropReason.MALFORMED, phrase);
    if (request.getMethod().equals("ACK")) {
      return;
    }
    try {
      channel.sendMessage(request.createResponse(status, phrase));
    } catch (IOException e) {
      LOG.debug("{} not sent to {}: {}", status, channel, e.getMessage());
    }
  }

  private void answer(SipChannel channel, MessageHead head, int status, String phrase) {
    byte[] response = RawResponse.to(head, status, phrase, channel.remote());
    if (response == null) {
      return;
    }
    try {
      channel.send(response, null);
    } catch (IOException e) {
      LOG.debug("{} not sent to {}: {}", status, channel, e.getMessage());
    }
  }

  /** Shows an outgoing message to the tap. */
  void sent(SipChannel channel, byte[] bytes, SIPMessage message) {
    metrics.sent(channel.transport);
    String callId =
        message == null
            ? MessageHead.parse(bytes, bytes.length, 256).callId()
            : message.getCallId().getCallId();
    tap.message(
        false,
        callId,
        HostPort.text(channel.local()),
        HostPort.text(channel.remote()),
        new String(bytes, StandardCharsets.UTF_8));
  }

  /** Counts what was not taken and says so at most once per source and minute. */
  void drop(SipChannel channel, DropReason reason, String detail) {
    metrics.dropped(reason);
    logDrop(channel.getPeerAddress(), channel.transport, reason, detail);
  }

  void logDrop(String source, SipTransport transport, DropReason reason, String detail) {
    if (logs.permit(source)) {
      LOG.info("{} from {}: {} ({})", transport.token(), source, reason.tag(), printable(detail));
    }
  }

  private static String printable(String text) {
    if (text == null) {
      return "";
    }
    String bounded = text.length() > 200 ? text.substring(0, 200) + "..." : text;
    return bounded.replaceAll("\\p{Cntrl}", "?");
  }

  MessageDispatcher dispatcher() {
    return dispatcher;
  }

  TransportMetrics metrics() {
    return metrics;
  }

  SIPTransactionStack stack() {
    return stack.get();
  }
}
