package io.carillon.sip.stack;

import io.carillon.sip.tls.TlsSettings;
import io.carillon.sip.transport.ListenerSettings;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipListener;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.address.SipURI;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** A SIP stack for tests that answers every request with 200 and keeps what it saw. */
public final class Peer implements SipListener, AutoCloseable {
  public final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  public final BlockingQueue<Response> responses = new LinkedBlockingQueue<>();
  public final BlockingQueue<TimeoutEvent> timeouts = new LinkedBlockingQueue<>();
  public final List<String> tapped = java.util.Collections.synchronizedList(new ArrayList<>());
  public final SipStackService sip;
  public volatile Consumer<RequestEvent> onRequest = this::ok;

  public Peer(SipStackSettings settings) throws Exception {
    sip =
        new SipStackService(
            settings,
            (inbound, callId, local, remote, text) -> tapped.add((inbound ? "< " : "> ") + text),
            new SimpleMeterRegistry(),
            new SecureRandom());
    sip.start(this);
  }

  public static Peer of(String name, TlsSettings tls, SipTransport... transports) throws Exception {
    List<ListenerSettings> listeners = new ArrayList<>();
    for (SipTransport transport : transports) {
      listeners.add(ListenerSettings.of(transport, "127.0.0.1", 0));
    }
    return new Peer(SipStackSettings.of(name, listeners, tls));
  }

  public SipHop hop(SipTransport transport) {
    return new SipHop(sip.listening(transport).bound(), transport);
  }

  public InetSocketAddress address(SipTransport transport) {
    return sip.listening(transport).bound();
  }

  /** A request to that hop, complete but for a body. */
  public Request request(String method, SipHop hop) throws Exception {
    SipURI uri = sip.addresses().createSipURI("bob", hop.getHost());
    uri.setPort(hop.getPort());
    SipURI me = sip.addresses().createSipURI("alice", "127.0.0.1");
    Request request =
        sip.messages()
            .createRequest(
                uri,
                method,
                sip.newCallId(),
                sip.headers().createCSeqHeader(1L, method),
                sip.headers().createFromHeader(sip.addresses().createAddress(me), sip.ids().tag()),
                sip.headers().createToHeader(sip.addresses().createAddress(uri), null),
                List.of(sip.newVia(hop.transport())),
                sip.headers().createMaxForwardsHeader(70));
    request.addHeader(sip.headers().createContactHeader(sip.addresses().createAddress(me)));
    return request;
  }

  public void ok(RequestEvent event) {
    try {
      Request request = event.getRequest();
      if (request.getMethod().equals("ACK")) {
        return;
      }
      ServerTransaction transaction = event.getServerTransaction();
      if (transaction == null) {
        transaction = sip.provider(sip.arrival(request)).getNewServerTransaction(request);
      }
      Response response = sip.messages().createResponse(200, request);
      ((ToHeader) response.getHeader("To")).setTag(sip.ids().tag());
      if (request.getMethod().equals("INVITE")) {
        response.addHeader(
            sip.headers()
                .createContactHeader(
                    sip.addresses().createAddress(sip.addresses().createSipURI("b", "127.0.0.1"))));
      }
      transaction.sendResponse(response);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void processRequest(RequestEvent event) {
    requests.add(event.getRequest());
    onRequest.accept(event);
  }

  @Override
  public void processResponse(ResponseEvent event) {
    responses.add(event.getResponse());
  }

  @Override
  public void processTimeout(TimeoutEvent event) {
    timeouts.add(event);
  }

  @Override
  public void processIOException(IOExceptionEvent event) {
    tapped.add("io exception " + event.getHost());
  }

  @Override
  public void processTransactionTerminated(TransactionTerminatedEvent event) {}

  @Override
  public void processDialogTerminated(DialogTerminatedEvent event) {}

  @Override
  public void close() {
    sip.close();
  }
}
