package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.AnswerRetransmitter;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.SessionTimerNegotiation;
import io.carillon.sip.status.Warnings;
import java.util.List;
import java.util.Optional;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The answering half of a call: from the INVITE to its ACK. Owned by the call's strand.
 *
 * <p>An offer in the INVITE is answered in the 2xx, or in a reliable 183 when the caller requires
 * reliable provisional responses; without one our offer goes out in their place and the answer
 * comes in the ACK or PRACK. A call that waits ({@link PendingHandler}) is answered when somebody
 * says so.
 */
final class IncomingInvite implements InviteHalf {
  private final SipLeg leg;
  private final Request invite;
  private final ServerTransaction transaction;
  private final boolean reliable;
  private final AnswerRetransmitter answer;
  private final Provisionals provisionals;
  private final Optional<Waiting> waiting;
  private SessionTimerNegotiation.Outcome timer = new SessionTimerNegotiation.NoTimer();
  private SdpBody body = new SdpBody.None();
  private boolean described;
  private String sdp = "";
  private List<HeaderLine> answerHeaders = List.of();
  private boolean answerDue;

  /**
   * @param pending who says when it is answered; empty for at once
   */
  IncomingInvite(
      SipLeg leg,
      IncomingCall call,
      ServerTransaction transaction,
      Optional<Decision.Pending> pending) {
    this.leg = leg;
    this.invite = call.invite();
    this.transaction = transaction;
    this.reliable = Messages.lists(invite, "Require", "100rel");
    this.answer = new AnswerRetransmitter(leg.timers(), leg.services().settings().timings());
    this.provisionals = new Provisionals(leg, invite, transaction, this::dialogResponse);
    this.waiting = pending.map(p -> new Waiting(leg, call, this, p));
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
    leg.session().heard(invite);
    timer = SessionTimerNegotiation.answer(invite, services.settings().sessionTimer());
    if (timer instanceof SessionTimerNegotiation.TooShort tooShort) {
      refuse(
          Refusal.of(422, EndReason.PROTOCOL_ERROR, "")
              .with("Min-SE", Integer.toString(tooShort.minSe())));
      return;
    }
    body = SdpBody.of(invite);
    if (body instanceof SdpBody.Unsupported unsupported) {
      refuse(Refusal.body(unsupported, Capabilities.SDP));
      return;
    }
    if (!leg.openMedia()) {
      refuse(Refusal.of(EndReason.OVERLOAD, "no media port is free"));
      return;
    }
    leg.offers().remoteInvite(body instanceof SdpBody.Sdp);
    if (waiting.isPresent()) {
      await(waiting.get());
    } else if (describe(MediaTerms.OURS)) {
      leg.fire(reliable ? LegTrigger.PROGRESS : LegTrigger.ACCEPT);
    }
  }

  private void await(Waiting call) {
    if (body instanceof SdpBody.Sdp offer
        && leg.media().wouldAnswer(offer.text()) instanceof LegMedia.Refused refused) {
      refuse(Refusal.media(refused));
      return;
    }
    leg.signalling().respond(transaction, Messages.response(100, null, invite, leg.localTag()));
    leg.fire(LegTrigger.WAIT);
  }

  /** Makes our answer or offer, once; false when the call has been refused over it. */
  private boolean describe(MediaTerms terms) {
    if (described) {
      return true;
    }
    described = true;
    if (!(body instanceof SdpBody.Sdp offer)) {
      sdp = leg.media().offer(terms);
      return true;
    }
    return switch (leg.media().answer(offer.text(), terms)) {
      case LegMedia.Agreed agreed -> {
        sdp = agreed.sdp();
        yield true;
      }
      case LegMedia.Refused refused -> {
        leg.finish(LegTrigger.END, Refusal.media(refused));
        yield false;
      }
    };
  }

  /** Refuses the call; whoever decides on it knows already. */
  void refuse(Refusal refusal) {
    waiting.ifPresent(Waiting::decided);
    leg.finish(LegTrigger.END, refusal);
  }

  /** Tells the caller how it goes, if it still waits. */
  void provisional(int status, List<HeaderLine> headers, Optional<MediaTerms> media) {
    if (leg.state() != LegState.WAITING || answerDue) {
      return;
    }
    boolean can = reliable || Messages.lists(invite, "Supported", "100rel");
    boolean say = media.isPresent() && (can || body instanceof SdpBody.Sdp);
    if (say && !describe(media.get())) {
      return;
    }
    String said = say ? sdp : "";
    boolean acknowledged = can && (reliable || !said.isEmpty());
    if (acknowledged && !said.isEmpty()) {
      sdp = ""; // the first reliable message carries the description, those after it none
    }
    provisionals.send(new Provisionals.Provisional(status, headers, said, acknowledged));
    waiting.ifPresent(call -> call.said(status));
  }

  /** Answers, if the caller still waits; after the PRACK that is due. */
  void answer(List<HeaderLine> headers, MediaTerms media) {
    if (leg.state() != LegState.WAITING || answerDue || !describe(media)) {
      return;
    }
    answerHeaders = headers;
    answerDue = true;
    provisionals.forgetNews();
    answerWhenDue();
  }

  private void answerWhenDue() {
    if (answerDue && !provisionals.waiting()) {
      waiting.ifPresent(Waiting::decided);
      leg.fire(LegTrigger.ACCEPT);
    }
  }

  @Override
  public void perform(LegEffect effect, Refusal outcome) {
    switch (effect) {
      case SEND_PROGRESS -> sendProgress();
      case SEND_ANSWER -> sendAnswer();
      case SEND_REFUSAL -> sendRefusal(outcome);
      case HAND_UP -> waiting.orElseThrow().begin();
      default -> throw new IllegalStateException(effect + " of an incoming call");
    }
  }

  private void sendProgress() {
    provisionals.send(new Provisionals.Provisional(183, List.of(), sdp, true));
    sdp = "";
  }

  private void sendAnswer() {
    Response response = dialogResponse(200);
    ExtraHeaders.put(response, answerHeaders);
    if (timer instanceof SessionTimerNegotiation.Agreed agreed) {
      leg.inDialog().putTimer(response, agreed);
    }
    if (!sdp.isEmpty()) {
      Messages.body(response, "application", "sdp", sdp);
    }
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

  private Response dialogResponse(int status) {
    Response response = leg.replies().of(status, invite, leg.localTag());
    response.setHeader(
        Messages.contact(leg.signalling().contact(leg.flow(), leg.dialog().secure())));
    leg.inDialog().capabilities(response);
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
    return SdpBody.of(message) instanceof SdpBody.Sdp theirs
        ? leg.media().accept(theirs.text())
        : new LegMedia.Refused(
            400, Warnings.MISCELLANEOUS, "no answer to our offer in " + message.getMethod());
  }

  @Override
  public void pracked(Request prack, ServerTransaction prackTransaction) {
    if (!provisionals.acknowledged(prack)) {
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
    provisionals.goOn();
    answerWhenDue();
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
  public Optional<Dialog> earlyDialog() {
    return Optional.ofNullable(leg.dialog());
  }

  @Override
  public void released(Refusal outcome, List<HeaderLine> farEndSaid) {
    waiting.ifPresent(call -> call.released(outcome.reason(), farEndSaid));
  }

  @Override
  public void stop() {
    answer.stop();
    provisionals.stop();
    waiting.ifPresent(Waiting::stop);
    leg.services().table().forgetInvite(invite);
  }
}
