package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.AnswerRetransmitter;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.GlareDelay;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.OfferAnswerState;
import io.carillon.sip.dialog.SessionTimerNegotiation;
import io.carillon.sip.status.Warnings;
import java.util.List;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Answers re-INVITE and UPDATE: hold, resume, new addresses and codecs, session refreshes (RFC 3261
 * 14.2, RFC 3311 5.2, RFC 4028 9); or lets somebody else decide ({@link DialogRequests}). A refused
 * one leaves the session as it was.
 *
 * <p>Owned by the call's strand.
 */
final class RemoteOffers {
  private final SipLeg leg;
  private final InDialog inDialog;
  private final AnswerRetransmitter answer;
  private Optional<HandedOffer> handedUp = Optional.empty();

  RemoteOffers(SipLeg leg, InDialog inDialog) {
    this.leg = leg;
    this.inDialog = inDialog;
    this.answer = new AnswerRetransmitter(leg.timers(), leg.services().settings().timings());
  }

  void invite(Dialog dialog, Request request, ServerTransaction transaction) {
    SdpBody body = body(request);
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
    decide(new HandedOffer(leg, this, dialog, request, transaction, body));
  }

  void update(Dialog dialog, Request request, ServerTransaction transaction) {
    SdpBody body = body(request);
    if (!admissible(request, transaction, body)) {
      return;
    }
    if (!(body instanceof SdpBody.Sdp)) {
      inDialog.respond(transaction, success(dialog, request, List.of()));
      if (leg.media() != null) {
        leg.media().heard(request);
      }
      return;
    }
    OfferAnswerState.Verdict verdict = leg.offers().remoteOffer();
    if (verdict != OfferAnswerState.Verdict.ACCEPT) {
      refuseForHaste(verdict, request, transaction);
      return;
    }
    decide(new HandedOffer(leg, this, dialog, request, transaction, body));
  }

  private SdpBody body(Request request) {
    return leg.media() != null && leg.media().recording()
        ? SdpBody.ofRecording(request)
        : SdpBody.of(request);
  }

  /** Here, when nobody else wants to or there is nothing to decide. */
  private void decide(HandedOffer offer) {
    Optional<LegMedia.Refused> impossible = offer.problem();
    if (impossible.isPresent()) {
      refused(offer, Refusal.media(impossible.get()));
      return;
    }
    Optional<DialogRequests> taker = inDialog.taker();
    if (taker.isEmpty() || offer.changesNothing(leg.media().agreed())) {
      agree(offer, Optional.empty(), List.of());
      return;
    }
    handedUp = Optional.of(offer);
    offer.wait(RemoteRequests.patience(leg));
    taker.get().offered(offer);
  }

  /** CANCEL of a re-INVITE came; it has been answered already. */
  void cancelled(HandedOffer offer) {
    refuse(offer, Refusal.of(487, EndReason.CANCELLED, ""));
  }

  /** Answers what was handed up. */
  void accept(HandedOffer offer, MediaTerms terms, List<HeaderLine> headers) {
    if (taken(offer)) {
      agree(offer, Optional.of(terms), headers);
    }
  }

  /** Refuses what was handed up. */
  void refuse(HandedOffer offer, Refusal refusal) {
    if (taken(offer)) {
      refused(offer, refusal);
    }
  }

  private boolean taken(HandedOffer offer) {
    boolean waits = handedUp.filter(offer::equals).isPresent();
    if (waits) {
      handedUp = Optional.empty();
      offer.stop();
    }
    return waits;
  }

  /**
   * @param terms empty for those said last
   */
  private void agree(HandedOffer offer, Optional<MediaTerms> terms, List<HeaderLine> headers) {
    LegMedia media = leg.media();
    String sdp;
    if (offer.body() instanceof SdpBody.Sdp theirs) {
      LegMedia.Result result =
          terms
              .map(t -> media.answer(theirs.text(), t))
              .orElseGet(() -> media.answer(theirs.text()));
      switch (result) {
        case LegMedia.Agreed agreed -> sdp = agreed.sdp();
        case LegMedia.Refused refused -> {
          refused(offer, Refusal.media(refused));
          return;
        }
      }
      leg.offers().offerClosed();
    } else {
      sdp = terms.map(media::offer).orElseGet(media::offer);
    }
    Request request = offer.request();
    Response response = success(offer.dialog(), request, headers);
    Messages.body(response, "application", "sdp", sdp);
    inDialog.respond(offer.transaction(), response);
    media.heard(request);
    if (offer.isInvite()) {
      answer.answered(
          Messages.cseq(request).getSeqNumber(),
          () -> leg.signalling().respondStateless(request, (Response) response.clone()),
          () -> leg.finish(LegTrigger.END, EndReason.NO_ACK));
    }
  }

  private void refused(HandedOffer offer, Refusal refusal) {
    leg.offers().offerClosed();
    if (offer.isInvite()) {
      leg.offers().inviteClosed();
    }
    inDialog.refuse(offer.request(), offer.transaction(), refusal);
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

  private Response success(Dialog dialog, Request request, List<HeaderLine> headers) {
    dialog.refreshTarget(request);
    Response response = leg.replies().of(200, request, leg.localTag());
    response.setHeader(Messages.contact(leg.signalling().contact(leg.flow(), dialog.secure())));
    inDialog.capabilities(response);
    ExtraHeaders.put(response, headers);
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
    switch (result) {
      case LegMedia.Agreed agreed ->
          inDialog.taker().ifPresent(taker -> leg.media().agreed().ifPresent(taker::answeredInAck));
      case LegMedia.Refused refused -> leg.finish(LegTrigger.END, Refusal.media(refused));
    }
  }

  /** No timer runs after this, and nothing waits for others. */
  void stop() {
    answer.stop();
    handedUp.ifPresent(offer -> refuse(offer, Refusal.of(487, EndReason.REMOTE_HANGUP, "")));
  }
}
