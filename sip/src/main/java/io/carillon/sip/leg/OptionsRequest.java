package io.carillon.sip.leg;

import io.carillon.core.connector.HostPort;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.transport.SipHop;
import java.util.function.IntConsumer;
import javax.sip.address.Address;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Asks a server whether it is there (RFC 3261 11). */
final class OptionsRequest {
  private final LegServices services;

  OptionsRequest(LegServices services) {
    this.services = services;
  }

  /**
   * @param answer the status of the final response, 0 when there is none; may be told more than
   *     once, on threads of the stack
   * @throws IllegalArgumentException when nothing leads there or nothing listens on its transport
   */
  void send(SipHop hop, IntConsumer answer) {
    Flow flow = Flow.to(hop);
    Signalling signalling = services.signalling();
    Address to = Messages.address("<sip:" + place(hop) + ">");
    Address from = Messages.address("<sip:carillon@" + signalling.agent(flow) + ">");
    Request request =
        Messages.request(
            Request.OPTIONS,
            new Messages.Frame(
                to.getURI(),
                signalling.newCallId(),
                1,
                from,
                signalling.newTag(),
                to,
                null,
                signalling.via(flow)));
    request.setHeader(Messages.contact(signalling.contact(flow, false)));
    request.setHeader(Messages.header("Accept", "application/sdp"));
    request.setHeader(Messages.header("User-Agent", services.settings().product()));
    signalling.send(request, flow, answers(answer));
  }

  private static Signalling.Answers answers(IntConsumer answer) {
    return new Signalling.Answers() {
      @Override
      public void response(Response response) {
        if (response.getStatusCode() >= 200) {
          answer.accept(response.getStatusCode());
        }
      }

      @Override
      public void unanswered() {
        answer.accept(0);
      }
    };
  }

  private static String place(SipHop hop) {
    String host = hop.expectedName() == null ? hop.getHost() : hop.expectedName();
    return HostPort.text(host, hop.getPort()) + ";transport=" + hop.transport().token();
  }
}
