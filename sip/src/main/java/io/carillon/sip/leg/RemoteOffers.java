package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.AnswerRetransmitter;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.GlareDelay;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.OfferAnswerState;
import io.carillon.sip.dialog.SessionTimerNegotiation;
import io.carillon.sip.status.Warnings;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Answers re-INVITE and UPDATE: hold, resume, new addresses and codecs, session refreshes (RFC 3261
 * 14.2, RFC 3311 5.2, RFC 4028 9). A refused one leaves the session as it was.
 *
 * <p>Owned by the call's strand.
 */
final class RemoteOffers {
  private final SipLeg leg;
  private final InDialog inDialog;
  private final AnswerRetransmitter answer;

  RemoteOffers(SipLeg leg, InDialog inDialog) {
    this.leg = leg;
    this.inDialog = inDialog;
    this.answer = new AnswerRetransmitter(leg.timers(), leg.services().settings().timings());
  }

  void invite(Dialog dialog, Request request, ServerTransaction transaction) {
    SdpBody body = SdpBody.of(request);
    if (!admissible(request, transaction, body)) {
      return;
    }
    OfferAnswerState.Verdict verdict =
        leg.state() == LegState.ANSWERED || answer.waiting()
            ? OfferAnswerState.Verdict.GLARE // our 2xx is not acknowledged yet (RFC 5407 3.1.4)
            : leg.offers().remoteInvite(body instanceof SdpBody.Sdp);
    if (verdict != OfferAnswerState.Verdict.ACCEPT) {
      refuseForHaste(verdict, request, transaction);
      return;
    }
    String sdp;
    if (body instanceof SdpBody.Sdp offer) {
      switch (leg.media().answer(offer.text())) {
        case LegMedia.Agreed agreed -> sdp = agreed.sdp();
        case LegMedia.Refused refused -> {
          leg.offers().offerClosed();
          leg.offers().inviteClosed();
          inDialog.refuse(request, transaction, Refusal.media(refused));
          return;
        }
      }
      leg.offers().offerClosed();
    } else {
      sdp = leg.media().offer();
    }
    Response response = success(dialog, request);
    Messages.body(response, "application", "sdp", sdp);
    inDialog.respond(transaction, response);
    answer.answered(
        Messages.cseq(request).getSeqNumber(),
        () -> leg.signalling().respondStateless(request, (Response) response.clone()),
        () -> leg.finish(LegTrigger.END, EndReason.NO_ACK));
  }

  void update(Dialog dialog, Request request, ServerTransaction transaction) {
    SdpBody body = SdpBody.of(request);
    if (!admissible(request, transaction, body)) {
      return;
    }
    if (!(body instanceof SdpBody.Sdp offer)) {
      inDialog.respond(transaction, success(dialog, request));
      return;
    }
    OfferAnswerState.Verdict verdict = leg.offers().remoteOffer();
    if (verdict != OfferAnswerState.Verdict.ACCEPT) {
      refuseForHaste(verdict, request, transaction);
      return;
    }
    LegMedia.Result result = leg.media().answer(offer.text());
    leg.offers().offerClosed();
    switch (result) {
      case LegMedia.Agreed agreed -> {
        Response response = success(dialog, request);
        Messages.body(response, "application", "sdp", agreed.sdp());
        inDialog.respond(transaction, response);
      }
      case LegMedia.Refused refused ->
          inDialog.refuse(request, transaction, Refusal.media(refused));
    }
  }

  /** What can be refused before looking at the offer. */
  private boolean admissible(Request request, ServerTransaction transaction, SdpBody body) {
    if (leg.state() == LegState.HANGING_UP || leg.state() == LegState.UNACKNOWLEDGED) {
      inDialog.refuse(request, transaction, Refusal.of(481, EndReason.PROTOCOL_ERROR, ""));
      return false;
    }
    if (body instanceof SdpBody.Unsupported unsupported) {
      inDialog.refuse(request, transaction, Refusal.body(unsupported, Capabilities.SDP));
      return false;
    }
    if (timer(request) instanceof SessionTimerNegotiation.TooShort tooShort) {
      inDialog.refuse(
          request,
          transaction,
          Refusal.of(422, EndReason.PROTOCOL_ERROR, "")
              .with("Min-SE", Integer.toString(tooShort.minSe())));
      return false;
    }
    return true;
  }

  private SessionTimerNegotiation.Outcome timer(Request request) {
    return SessionTimerNegotiation.answer(request, leg.services().settings().sessionTimer());
  }

  private void refuseForHaste(
      OfferAnswerState.Verdict verdict, Request request, ServerTransaction transaction) {
    if (verdict == OfferAnswerState.Verdict.GLARE) {
      inDialog.refuse(
          request, transaction, Refusal.of(491, EndReason.PROTOCOL_ERROR, "an offer is open"));
      return;
    }
    int seconds = GlareDelay.retryAfterSeconds(leg.services().random());
    inDialog.refuse(
        request,
        transaction,
        Refusal.of(500, EndReason.PROTOCOL_ERROR, "the offer before is not answered yet")
            .with("Retry-After", Integer.toString(seconds)));
  }

  private Response success(Dialog dialog, Request request) {
    dialog.refreshTarget(request);
    Response response = leg.replies().of(200, request, leg.localTag());
    response.setHeader(Messages.contact(leg.signalling().contact(leg.flow(), dialog.secure())));
    Capabilities.allow(response);
    Capabilities.supported(response);
    if (timer(request) instanceof SessionTimerNegotiation.Agreed agreed) {
      inDialog.putTimer(response, agreed);
    }
    return response;
  }

  /** The ACK of a re-INVITE: with our offer in the 2xx it has to bring the answer. */
  void acknowledged(Request ack) {
    if (!answer.acknowledged(Messages.cseq(ack).getSeqNumber())) {
      return;
    }
    leg.offers().inviteClosed();
    if (!leg.media().offering()) {
      return;
    }
    leg.offers().offerClosed();
    LegMedia.Result result =
        SdpBody.of(ack) instanceof SdpBody.Sdp body
            ? leg.media().accept(body.text())
            : new LegMedia.Refused(400, Warnings.MISCELLANEOUS, "no answer to our offer in ACK");
    if (result instanceof LegMedia.Refused refused) {
      leg.finish(LegTrigger.END, Refusal.media(refused));
    }
  }

  void stop() {
    answer.stop();
  }
}
