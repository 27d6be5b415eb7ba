package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.SessionTimerNegotiation;
import io.carillon.sip.status.ReasonHeaders;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
  private static final int MAX_METHODS = 32;

  private final SipLeg leg;
  private final RemoteOffers remoteOffers;
  private final SessionRefresh refresh;
  private final DialogSender sender;
  private final LocalOffers localOffers;
  private final LocalRequests localRequests;
  private final RemoteRequests remoteRequests;
  private Optional<DialogRequests> taker = Optional.empty();
  private boolean steered;
  private boolean recording;
  private volatile Set<String> farEndAllows = Set.of();

  InDialog(SipLeg leg) {
    this.leg = leg;
    this.remoteOffers = new RemoteOffers(leg, this);
    this.refresh = new SessionRefresh(leg, this);
    this.sender = new DialogSender(leg);
    this.localOffers = new LocalOffers(leg, this);
    this.localRequests = new LocalRequests(leg, sender);
    this.remoteRequests = new RemoteRequests(leg, this);
  }

  /** Others steer the call; said before its first message. */
  void steered() {
    steered = true;
  }

  /** It is a recording session; said before its first message. */
  void recording() {
    recording = true;
  }

  /** These requests are answered by somebody else from now on; empty for nobody. */
  void taker(Optional<DialogRequests> requests) {
    taker = requests;
  }

  Optional<DialogRequests> taker() {
    return taker;
  }

  DialogSender sender() {
    return sender;
  }

  LocalOffers localOffers() {
    return localOffers;
  }

  LocalRequests localRequests() {
    return localRequests;
  }

  /** Says what we can do in this call. */
  void capabilities(Message message) {
    if (recording) {
      Capabilities.recording(message);
    } else if (steered) {
      Capabilities.steered(message);
    } else {
      Capabilities.allow(message);
      Capabilities.supported(message);
    }
  }

  /** Notes what the far end says it can do. */
  void learn(Message message) {
    if (message.getHeader("Allow") != null) {
      farEndAllows =
          Messages.tokens(message, "Allow")
              .limit(MAX_METHODS)
              .map(method -> method.toUpperCase(Locale.ROOT))
              .collect(Collectors.toUnmodifiableSet());
    }
  }

  boolean farEndAllowsUpdate() {
    return farEndAllows(Request.UPDATE);
  }

  /** From any thread. */
  boolean farEndAllows(String method) {
    return farEndAllows.contains(method.toUpperCase(Locale.ROOT));
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
    leg.session().heard(request);
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
      case Request.REFER, Request.NOTIFY, Request.MESSAGE -> handUp(request, transaction, 405);
      default -> refuse(request, transaction, Refusal.of(405, EndReason.PROTOCOL_ERROR, ""));
    }
  }

  private Response options(Request request) {
    Response response = leg.replies().of(200, request, leg.localTag());
    capabilities(response);
    Capabilities.accept(response);
    return response;
  }

  private void bye(Request request, ServerTransaction transaction) {
    Response ok = leg.replies().of(200, request, leg.localTag());
    if (!leg.bye(request, () -> respond(transaction, ok))) {
      refuse(request, transaction, Refusal.of(481, EndReason.PROTOCOL_ERROR, ""));
    }
  }

  private void info(Request request, ServerTransaction transaction) {
    String type = Messages.contentType(request);
    boolean digit = !type.isEmpty() && InfoDigit.carries(type);
    if (taker.isPresent() && (request.getHeader("Info-Package") != null || !digit)) {
      handUp(request, transaction, 415);
      return;
    }
    if (request.getHeader("Info-Package") != null) {
      // RFC 6086 4.2.2: none of its packages is ours.
      refuse(
          request,
          transaction,
          Refusal.of(469, EndReason.PROTOCOL_ERROR, "").with("Recv-Info", "nil"));
      return;
    }
    if (!type.isEmpty() && !digit) {
      refuse(request, transaction, Refusal.of(415, EndReason.PROTOCOL_ERROR, ""));
      return;
    }
    if (!type.isEmpty()) {
      Optional<Character> key = InfoDigit.parse(type, request.getRawContent());
      if (key.isEmpty()) {
        refuse(request, transaction, Refusal.of(400, EndReason.PROTOCOL_ERROR, "no key in it"));
        return;
      }
      if (leg.media() != null) {
        leg.media().signalledDigit(key.get());
      }
    }
    respond(transaction, leg.replies().of(200, request, leg.localTag()));
  }

  /**
   * @param otherwise status when nobody takes it
   */
  private void handUp(Request request, ServerTransaction transaction, int otherwise) {
    if (taker.isPresent()) {
      remoteRequests.handUp(request, transaction, taker.get());
    } else {
      refuse(request, transaction, Refusal.of(otherwise, EndReason.PROTOCOL_ERROR, ""));
    }
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
    sender.send(
        leg.dialog(),
        Request.BYE,
        bye -> farewell(bye, reason),
        new DialogSender.Done() {
          @Override
          public void response(Request bye, Response response) {
            leg.fire(LegTrigger.BYE_DONE);
          }

          @Override
          public void unanswered(Request bye) {
            leg.fire(LegTrigger.BYE_DONE);
          }
        });
  }

  /** Says why: as who ends the call wants it said, else by ourselves. */
  void farewell(Request request, EndReason reason) {
    leg.session().put(request);
    ExtraHeaders.put(request, leg.farewell());
    if (request.getHeader("Reason") == null) {
      ReasonHeaders.add(request, reason);
    }
  }

  /** Our Contact on this call's way. */
  void contact(Response response) {
    boolean secure = leg.requestDialog().map(Dialog::secure).orElse(false);
    response.setHeader(Messages.contact(leg.signalling().contact(leg.flow(), secure)));
  }

  void refuse(Request request, ServerTransaction transaction, Refusal refusal) {
    Response response = leg.replies().refusal(refusal, request, leg.localTag());
    if (refusal.status() == 405) {
      Capabilities.allow(response);
    } else if (refusal.status() == 415 && request.getMethod().equals(Request.INFO)) {
      Capabilities.acceptInfo(response);
    }
    respond(transaction, response);
  }

  void respond(ServerTransaction transaction, Response response) {
    leg.signalling().respond(transaction, response);
  }

  /** No timer runs after this. */
  void stop() {
    remoteOffers.stop();
    remoteRequests.stop();
    localOffers.stop();
    refresh.stop();
  }

  /** The call is over for everybody else: nobody waits for anything of it. */
  void released() {
    localOffers.released();
    localRequests.released();
  }
}
