package io.carillon.sip.leg;

import gov.nist.javax.sip.message.SIPMessage;
import io.carillon.core.connector.HostPort;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.stack.Arrival;
import io.carillon.sip.stack.SipStackService;
import io.carillon.sip.transport.Listening;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import javax.sip.ClientTransaction;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.Address;
import javax.sip.header.ViaHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Signalling} by the SIP stack. Thread-safe. */
final class StackSignalling implements Signalling {
  private static final Logger LOG = LoggerFactory.getLogger(StackSignalling.class);

  private final SipStackService stack;
  private final AtomicLong notSent = new AtomicLong();

  StackSignalling(SipStackService stack) {
    this.stack = stack;
  }

  /** Messages that could not be handed to a transport. */
  long notSent() {
    return notSent.get();
  }

  @Override
  public String newTag() {
    return stack.ids().tag();
  }

  @Override
  public String newCallId() {
    return stack.ids().callId();
  }

  @Override
  public ViaHeader via(Flow flow) {
    return stack.newVia(flow.remote().transport());
  }

  @Override
  public Address contact(Flow flow, boolean secure) {
    Listening listening = stack.listening(flow.remote().transport());
    String place = HostPort.text(listening.advertisedHost(), listening.bound().getPort());
    String uri =
        secure
            ? "sips:" + place
            : "sip:" + place + ";transport=" + flow.remote().transport().token();
    return Messages.address("<" + uri + ">");
  }

  @Override
  public String agent(Flow flow) {
    return HostPort.host(stack.listening(flow.remote().transport()).advertisedHost());
  }

  @Override
  public void respond(ServerTransaction transaction, Response response) {
    try {
      transaction.sendResponse(response);
    } catch (SipException | javax.sip.InvalidArgumentException | RuntimeException e) {
      lost(response.getStatusCode() + " to " + Messages.cseq(response).getMethod(), e);
    }
  }

  @Override
  public void respondStateless(Request request, Response response) {
    Arrival arrival = stack.arrival(request);
    try {
      if (backBySource(arrival, response)) {
        arrival.channel().sendMessage((SIPMessage) response);
      } else {
        stack.provider(arrival).sendResponse(response);
      }
    } catch (SipException | IOException | RuntimeException e) {
      lost(response.getStatusCode() + " to " + Messages.cseq(response).getMethod(), e);
    }
  }

  /** Over its connection while there is one; by datagram when asked for it (RFC 3581). */
  private static boolean backBySource(Arrival arrival, Response response) {
    ViaHeader via = (ViaHeader) response.getHeader(ViaHeader.NAME);
    boolean otherTransport = !arrival.transport().token().equalsIgnoreCase(via.getTransport());
    return arrival.transport().isStream()
        ? arrival.isOpen() || otherTransport
        : via.getRPort() > 0 || otherTransport;
  }

  @Override
  public Optional<ClientTransaction> send(Request request, Flow flow, Answers answers) {
    try {
      ClientTransaction transaction = stack.newClientTransaction(request, flow.remote());
      transaction.setApplicationData(answers);
      transaction.sendRequest();
      return Optional.of(transaction);
    } catch (SipException | RuntimeException e) {
      lost(request.getMethod(), e);
      answers.unanswered();
      return Optional.empty();
    }
  }

  @Override
  public void sendAck(Request ack, Flow flow) {
    try {
      stack.send(ack, flow.remote());
    } catch (SipException | RuntimeException e) {
      lost("ACK", e);
    }
  }

  private void lost(String what, Exception e) {
    notSent.incrementAndGet();
    LOG.debug("{} not sent: {}", what, e.toString());
  }
}
