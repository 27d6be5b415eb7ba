package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.SessionTimerNegotiation;
import io.carillon.sip.status.ReasonHeaders;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * What happens inside the dialog of a call: sorts the far end's requests to those who answer them,
 * and sends our BYE.
 *
 * <p>Owned by the call's strand.
 */
final class InDialog {
  private final SipLeg leg;
  private final RemoteOffers remoteOffers;
  private final SessionRefresh refresh;
  private boolean farEndAllowsUpdate;

  InDialog(SipLeg leg) {
    this.leg = leg;
    this.remoteOffers = new RemoteOffers(leg, this);
    this.refresh = new SessionRefresh(leg, this);
  }

  /** Notes what the far end says it can do. */
  void learn(Message message) {
    if (message.getHeader("Allow") != null) {
      farEndAllowsUpdate = Messages.lists(message, "Allow", Request.UPDATE);
    }
  }

  boolean farEndAllowsUpdate() {
    return farEndAllowsUpdate;
  }

  void receive(Request request, ServerTransaction transaction, Flow from) {
    Optional<Dialog> found =
        leg.dialog() != null && leg.dialog().owns(request)
            ? Optional.of(leg.dialog())
            : leg.half().earlyDialog(request).filter(dialog -> dialog.owns(request));
    if (found.isEmpty() || leg.state() == LegState.ENDED) {
      refuse(request, transaction, Refusal.of(481, EndReason.PROTOCOL_ERROR, ""));
      return;
    }
    if (!found.get().inOrder(request)) {
      refuse(request, transaction, Refusal.of(500, EndReason.PROTOCOL_ERROR, "CSeq out of order"));
      return;
    }
    leg.flow(from);
    switch (request.getMethod()) {
      case Request.BYE -> bye(request, transaction);
      case Request.INVITE -> {
        learn(request);
        remoteOffers.invite(found.get(), request, transaction);
      }
      case Request.UPDATE -> {
        learn(request);
        remoteOffers.update(found.get(), request, transaction);
      }
      case Request.PRACK -> leg.half().pracked(request, transaction);
      case Request.INFO -> info(request, transaction);
      case Request.OPTIONS -> respond(transaction, options(request));
      default -> refuse(request, transaction, Refusal.of(405, EndReason.PROTOCOL_ERROR, ""));
    }
  }

  private Response options(Request request) {
    Response response = leg.replies().of(200, request, leg.localTag());
    Capabilities.allow(response);
    Capabilities.accept(response);
    Capabilities.supported(response);
    return response;
  }

  private void bye(Request request, ServerTransaction transaction) {
    Response ok = leg.replies().of(200, request, leg.localTag());
    if (!leg.bye(() -> respond(transaction, ok))) {
      refuse(request, transaction, Refusal.of(481, EndReason.PROTOCOL_ERROR, ""));
    }
  }

  private void info(Request request, ServerTransaction transaction) {
    if (request.getHeader("Info-Package") != null) {
      // RFC 6086 4.2.2: none of its packages is ours.
      refuse(
          request,
          transaction,
          Refusal.of(469, EndReason.PROTOCOL_ERROR, "").with("Recv-Info", "nil"));
      return;
    }
    String type = Messages.contentType(request);
    if (!type.isEmpty() && !InfoDigit.carries(type)) {
      Response refused = leg.replies().of(415, request, leg.localTag());
      Capabilities.acceptInfo(refused);
      respond(transaction, refused);
      return;
    }
    if (!type.isEmpty()) {
      Optional<Character> digit = InfoDigit.parse(type, request.getRawContent());
      if (digit.isEmpty()) {
        refuse(request, transaction, Refusal.of(400, EndReason.PROTOCOL_ERROR, "no key in it"));
        return;
      }
      if (leg.media() != null) {
        leg.media().session().signalledDigit(digit.get());
      }
    }
    respond(transaction, leg.replies().of(200, request, leg.localTag()));
  }

  /** An ACK came; it may be that of a re-INVITE. */
  void acknowledged(Request ack) {
    remoteOffers.acknowledged(ack);
  }

  /** Puts the agreed session timer into a 2xx of ours and lets it run. */
  void putTimer(Response response, SessionTimerNegotiation.Agreed agreed) {
    response.setHeader(Messages.header("Session-Expires", agreed.header()));
    if (agreed.requireTimer()) {
      response.setHeader(Messages.header("Require", "timer"));
    }
    refresh.run(agreed.interval());
  }

  SessionRefresh refresh() {
    return refresh;
  }

  void sendBye(EndReason reason) {
    Request bye = leg.dialog().request(Request.BYE, leg.signalling().via(leg.flow()));
    bye.setHeader(Messages.header("User-Agent", leg.services().settings().product()));
    ReasonHeaders.add(bye, reason);
    leg.signalling()
        .send(
            bye,
            leg.flow(),
            new Signalling.Answers() {
              @Override
              public void response(Response response) {
                if (response.getStatusCode() >= 200) {
                  leg.onStrand(() -> leg.fire(LegTrigger.BYE_DONE));
                }
              }

              @Override
              public void unanswered() {
                leg.onStrand(() -> leg.fire(LegTrigger.BYE_DONE));
              }
            });
  }

  void refuse(Request request, ServerTransaction transaction, Refusal refusal) {
    Response response = leg.replies().refusal(refusal, request, leg.localTag());
    if (refusal.status() == 405) {
      Capabilities.allow(response);
    }
    respond(transaction, response);
  }

  void respond(ServerTransaction transaction, Response response) {
    leg.signalling().respond(transaction, response);
  }

  /** No timer runs after this. */
  void stop() {
    remoteOffers.stop();
    refresh.stop();
  }
}
