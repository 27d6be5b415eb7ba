package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.AnswerRetransmitter;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.ReliableProvisional;
import io.carillon.sip.dialog.SessionTimerNegotiation;
import io.carillon.sip.status.Warnings;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.header.RAckHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The answering half of a call: from the INVITE to its ACK. Owned by the call's strand.
 *
 * <p>An offer in the INVITE is answered in the 2xx, or in a reliable 183 when the caller requires
 * reliable provisional responses; without one our offer goes out in their place and the answer
 * comes in the ACK or PRACK.
 */
final class IncomingInvite implements InviteHalf {
  private final SipLeg leg;
  private final Request invite;
  private final ServerTransaction transaction;
  private final boolean reliable;
  private final AnswerRetransmitter answer;
  private final ReliableProvisional progress;
  private SessionTimerNegotiation.Outcome timer = new SessionTimerNegotiation.NoTimer();
  private String sdp = "";

  IncomingInvite(SipLeg leg, IncomingCall call, ServerTransaction transaction) {
    this.leg = leg;
    this.invite = call.invite();
    this.transaction = transaction;
    this.reliable = Messages.lists(invite, "Require", "100rel");
    LegServices services = leg.services();
    this.answer = new AnswerRetransmitter(leg.timers(), services.settings().timings());
    this.progress =
        new ReliableProvisional(leg.timers(), services.settings().timings(), services.random());
  }

  @Override
  public void begin() {
    LegServices services = leg.services();
    leg.dialog(
        Dialog.answering(
            invite,
            leg.localTag(),
            leg.flow().remote().transport().isSecure(),
            services.random().nextInt(1, 1 << 16)));
    leg.inDialog().learn(invite);
    timer = SessionTimerNegotiation.answer(invite, services.settings().sessionTimer());
    if (timer instanceof SessionTimerNegotiation.TooShort tooShort) {
      refuse(
          Refusal.of(422, EndReason.PROTOCOL_ERROR, "")
              .with("Min-SE", Integer.toString(tooShort.minSe())));
      return;
    }
    SdpBody body = SdpBody.of(invite);
    if (body instanceof SdpBody.Unsupported unsupported) {
      refuse(Refusal.body(unsupported, Capabilities.SDP));
      return;
    }
    if (!leg.openMedia()) {
      refuse(Refusal.of(EndReason.OVERLOAD, "no media port is free"));
      return;
    }
    leg.offers().remoteInvite(body instanceof SdpBody.Sdp);
    if (body instanceof SdpBody.Sdp offer) {
      switch (leg.media().answer(offer.text())) {
        case LegMedia.Agreed agreed -> sdp = agreed.sdp();
        case LegMedia.Refused refused -> {
          refuse(Refusal.media(refused));
          return;
        }
      }
    } else {
      sdp = leg.media().offer();
    }
    leg.fire(reliable ? LegTrigger.PROGRESS : LegTrigger.ACCEPT);
  }

  private void refuse(Refusal refusal) {
    leg.finish(LegTrigger.END, refusal);
  }

  @Override
  public void perform(LegEffect effect, Refusal outcome) {
    switch (effect) {
      case SEND_PROGRESS -> sendProgress();
      case SEND_ANSWER -> sendAnswer();
      case SEND_REFUSAL -> sendRefusal(outcome);
      default -> throw new IllegalStateException(effect + " of an incoming call");
    }
  }

  private void sendProgress() {
    long rseq = progress.nextRseq();
    Response response = dialogResponse(183);
    response.setHeader(Messages.header("Require", "100rel"));
    response.setHeader(Messages.header("RSeq", Long.toString(rseq)));
    putSdp(response);
    leg.signalling().respond(transaction, response);
    progress.sent(
        rseq,
        Messages.cseq(invite).getSeqNumber(),
        () -> leg.signalling().respondStateless(invite, (Response) response.clone()),
        () ->
            leg.finish(
                LegTrigger.PRACK_MISSING,
                Refusal.of(504, EndReason.NO_ACK, "the reliable response was not acknowledged")));
    if (!leg.media().offering()) {
      leg.offers().offerClosed(); // a reliable response answers the offer (RFC 3262 5)
    }
  }

  private void sendAnswer() {
    Response response = dialogResponse(200);
    if (timer instanceof SessionTimerNegotiation.Agreed agreed) {
      leg.inDialog().putTimer(response, agreed);
    }
    putSdp(response);
    leg.signalling().respond(transaction, response);
    answer.answered(
        Messages.cseq(invite).getSeqNumber(),
        () -> leg.signalling().respondStateless(invite, (Response) response.clone()),
        () -> leg.finish(LegTrigger.ACK_MISSING, EndReason.NO_ACK));
    if (!leg.media().offering()) {
      leg.offers().offerClosed();
    }
    leg.answered();
  }

  /** The first reliable message carries the description, those after it none. */
  private void putSdp(Response response) {
    if (!sdp.isEmpty()) {
      Messages.body(response, "application", "sdp", sdp);
      sdp = "";
    }
  }

  private Response dialogResponse(int status) {
    Response response = leg.replies().of(status, invite, leg.localTag());
    response.setHeader(
        Messages.contact(leg.signalling().contact(leg.flow(), leg.dialog().secure())));
    Capabilities.allow(response);
    Capabilities.supported(response);
    return response;
  }

  private void sendRefusal(Refusal outcome) {
    new RefusalLog(leg.services().log()).refused(invite, leg.flow().remote().address(), outcome);
    leg.signalling().respond(transaction, leg.replies().refusal(outcome, invite, leg.localTag()));
  }

  @Override
  public void acknowledged(Request ack) {
    if (!answer.acknowledged(Messages.cseq(ack).getSeqNumber())) {
      return;
    }
    leg.offers().inviteClosed();
    if (!leg.media().offering()) {
      leg.fire(LegTrigger.ACK);
      return;
    }
    leg.offers().offerClosed();
    switch (takeAnswer(ack)) {
      case LegMedia.Agreed agreed -> leg.fire(LegTrigger.ACK);
      case LegMedia.Refused refused -> leg.finish(LegTrigger.ACK_UNUSABLE, Refusal.media(refused));
    }
  }

  private LegMedia.Result takeAnswer(Request message) {
    return SdpBody.of(message) instanceof SdpBody.Sdp body
        ? leg.media().accept(body.text())
        : new LegMedia.Refused(
            400, Warnings.MISCELLANEOUS, "no answer to our offer in " + message.getMethod());
  }

  @Override
  public void pracked(Request prack, ServerTransaction prackTransaction) {
    boolean known =
        prack.getHeader(RAckHeader.NAME) instanceof RAckHeader rack
            && progress.acknowledged(rack.getRSeqNumber(), rack.getCSeqNumber(), rack.getMethod());
    if (!known) {
      respond(prackTransaction, prack, 481);
      return;
    }
    if (leg.media().offering()) {
      leg.offers().offerClosed();
      if (takeAnswer(prack) instanceof LegMedia.Refused refused) {
        respond(prackTransaction, prack, refused.status());
        leg.finish(LegTrigger.END, Refusal.media(refused));
        return;
      }
      respond(prackTransaction, prack, 200);
    } else {
      answerOfferIn(prack, prackTransaction);
    }
    leg.fire(LegTrigger.PRACK);
  }

  /** A PRACK may bring the next offer, answered in its 200 (RFC 3262 5). */
  private void answerOfferIn(Request prack, ServerTransaction prackTransaction) {
    Response response = leg.replies().of(200, prack, leg.localTag());
    if (SdpBody.of(prack) instanceof SdpBody.Sdp offer) {
      switch (leg.media().answer(offer.text())) {
        case LegMedia.Agreed agreed -> Messages.body(response, "application", "sdp", agreed.sdp());
        case LegMedia.Refused refused ->
            response = leg.replies().refusal(Refusal.media(refused), prack, leg.localTag());
      }
    }
    leg.signalling().respond(prackTransaction, response);
  }

  private void respond(ServerTransaction prackTransaction, Request prack, int status) {
    leg.signalling().respond(prackTransaction, leg.replies().of(status, prack, leg.localTag()));
  }

  @Override
  public void answeredAgain(Response response) {
    // We sent no INVITE, so no 2xx is ours.
  }

  @Override
  public Optional<Dialog> earlyDialog(Request request) {
    return Optional.ofNullable(leg.dialog());
  }

  @Override
  public void stop() {
    answer.stop();
    progress.stop();
    leg.services().table().forgetInvite(invite);
  }
}
