package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.GlareDelay;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.SessionTimerNegotiation;
import io.carillon.sip.dialog.SessionTimerPolicy;
import io.carillon.sip.dialog.Timers;
import io.carillon.sip.digest.DigestClient;
import io.carillon.sip.multipart.BodyPart;
import io.carillon.sip.multipart.MultipartBody;
import io.carillon.sip.status.QuotedText;
import io.carillon.sip.status.StatusMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sip.ClientTransaction;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.address.Address;
import javax.sip.address.URI;
import javax.sip.message.Request;
import javax.sip.message.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calling half of a call: our INVITE with an early offer, its provisional and final responses,
 * its ACK and its CANCEL. Owned by the call's strand.
 */
final class OutgoingInvite implements InviteHalf {
  private static final Logger LOG = LoggerFactory.getLogger(OutgoingInvite.class);
  private static final int MAX_TRIES = 6;

  private final SipLeg leg;
  private final OutgoingCall call;
  private final Address from;
  private final Address to;
  private final URI target;
  private final Branches branches;
  private final Optional<DigestClient> digest;
  private final Optional<OutgoingListener> listener;
  private Request invite;
  private String offered = "";
  private Optional<ClientTransaction> transaction = Optional.empty();
  private Timers.Timer patience = Timers.Timer.NONE;
  private Timers.Timer retry = Timers.Timer.NONE;
  private boolean rung;
  private Optional<Refusal> cancelDue = Optional.empty();
  private long cseq;
  private int tries;
  private int minSe = SessionTimerPolicy.SMALLEST_MIN_SE;
  private Response answer;
  private Response refusal;
  private Timers.Timer silence = Timers.Timer.NONE;

  OutgoingInvite(SipLeg leg, OutgoingCall call, Optional<OutgoingListener> listener) {
    this.leg = leg;
    this.call = call;
    this.listener = listener;
    this.from = Messages.address(from(call));
    this.to = Messages.address(to(call));
    this.target =
        Messages.uri(call.target())
            .orElseThrow(() -> new IllegalArgumentException("no URI: " + call.target()));
    this.branches = new Branches(leg);
    this.digest =
        call.credentials()
            .map(c -> new DigestClient(c.user(), c.password(), leg.services().random()));
    digest.ifPresent(leg.inDialog().sender()::credentials);
    this.cseq = leg.services().random().nextInt(1, 1 << 16);
  }

  private static String from(OutgoingCall call) {
    String user = call.fromUser().isEmpty() ? "" : call.fromUser() + "@";
    String name = call.displayName().isEmpty() ? "" : QuotedText.quote(call.displayName()) + " ";
    return name + "<sip:" + user + call.fromHost() + ">";
  }

  private static String to(OutgoingCall call) {
    OutgoingCall.Details details = call.details();
    String name = details.toDisplay().isEmpty() ? "" : QuotedText.quote(details.toDisplay()) + " ";
    return name + "<" + (details.to().isEmpty() ? call.target() : details.to()) + ">";
  }

  @Override
  public void begin() {
    if (!leg.openMedia()) {
      leg.finish(LegTrigger.FAILED, EndReason.OVERLOAD);
      return;
    }
    leg.session().speaksFor(call.details().session());
    leg.offers().localInvite();
    String offer = leg.media().offer(call.details().media());
    patience =
        leg.timers().after(call.patience(), () -> leg.finish(LegTrigger.END, EndReason.NO_ANSWER));
    silence =
        leg.timers()
            .after(
                call.details().firstResponse(),
                () -> leg.finish(LegTrigger.END, Refusal.of(408, EndReason.TRANSPORT_FAILURE, "")));
    send(build(offer));
  }

  private Request build(String offer) {
    Request request =
        Messages.request(
            Request.INVITE,
            new Messages.Frame(
                target,
                leg.info().callId(),
                ++cseq,
                from,
                leg.localTag(),
                to,
                null,
                leg.signalling().via(leg.flow())));
    boolean secure = call.target().startsWith("sips:");
    request.setHeader(Messages.contact(leg.signalling().contact(leg.flow(), secure)));
    request.setHeader(Messages.header("User-Agent", leg.services().settings().product()));
    request.setHeader(
        Messages.header("Max-Forwards", Integer.toString(call.details().maxForwards())));
    leg.inDialog().capabilities(request);
    ExtraHeaders.put(request, call.details().headers());
    leg.session().put(request);
    SessionTimerNegotiation.propose(request, leg.services().settings().sessionTimer(), null, minSe);
    offered = offer;
    putBody(request, offer);
    return request;
  }

  private void putBody(Request request, String offer) {
    if (call.details().parts().isEmpty()) {
      Messages.body(request, "application", "sdp", offer);
      return;
    }
    List<BodyPart> parts = new ArrayList<>();
    parts.add(BodyPart.of("application/sdp", null, offer));
    parts.addAll(call.details().parts());
    MultipartBody body = new MultipartBody(leg.signalling().newTag(), parts);
    Messages.body(request, "multipart/mixed;boundary=" + body.boundary(), body.encode());
  }

  private void send(Request request) {
    invite = request;
    rung = false;
    tries++;
    transaction = leg.signalling().send(request, leg.flow(), answersTo(request));
  }

  private Signalling.Answers answersTo(Request request) {
    return new Signalling.Answers() {
      @Override
      public void response(Response response) {
        leg.onStrand(() -> arrived(request, response));
      }

      @Override
      public void unanswered() {
        leg.onStrand(() -> failed(Refusal.of(408, EndReason.TRANSPORT_FAILURE, "")));
      }
    };
  }

  private void arrived(Request request, Response response) {
    int status = response.getStatusCode();
    silence.cancel();
    if (request != invite) {
      return; // a late word on an INVITE that was tried again
    }
    leg.session().heard(response);
    if (status < 200) {
      provisional(response);
    } else if (status < 300) {
      success(response);
    } else {
      refused(response);
    }
  }

  private void provisional(Response response) {
    boolean news = response.getStatusCode() > 100 && branches.provisional(invite, response);
    rung = true;
    leg.inDialog().learn(response);
    leg.fire(LegTrigger.PROVISIONAL);
    cancelDue.ifPresent(this::cancel);
    if (news && leg.state() == LegState.PROCEEDING && listener.isPresent()) {
      listener
          .get()
          .progress(
              leg,
              new OutgoingListener.Progress(
                  response.getStatusCode(), branches.heard(response), Messages.lines(response)));
    }
  }

  private void success(Response response) {
    if (answer != null) {
      answeredAgain(response);
      return;
    }
    if (leg.state() == LegState.ENDED) {
      branches.hangUp(invite, response); // after we had stopped waiting for it
      return;
    }
    try {
      leg.dialog(branches.confirm(invite, response));
    } catch (IllegalArgumentException e) {
      LOG.info("{}: a 2xx we cannot acknowledge: {}", leg.info().callId(), e.getMessage());
      failed(Refusal.of(500, EndReason.PROTOCOL_ERROR, "2xx without Contact"));
      return;
    }
    answer = response;
    patience.cancel();
    leg.inDialog().learn(response);
    leg.offers().offerClosed();
    leg.offers().inviteClosed();
    if (leg.state() != LegState.CALLING && leg.state() != LegState.PROCEEDING) {
      leg.fire(LegTrigger.ACCEPTED); // given up meanwhile: acknowledged and hung up
      return;
    }
    switch (branches.answerOf(response)) {
      case LegMedia.Agreed agreed -> {
        leg.fire(LegTrigger.ACCEPTED);
        SessionTimerNegotiation.accept(response).ifPresent(leg.inDialog().refresh()::run);
      }
      case LegMedia.Refused refused ->
          leg.finish(LegTrigger.ACCEPTED_UNUSABLE, Refusal.media(refused));
    }
  }

  private void refused(Response response) {
    int status = response.getStatusCode();
    boolean again = leg.state() == LegState.CALLING || leg.state() == LegState.PROCEEDING;
    if (again && tries < MAX_TRIES && retried(response, status)) {
      return;
    }
    refusal = response;
    failed(
        new Refusal(
            status,
            status == 487 && !again ? EndReason.CANCELLED : StatusMapping.reasonOf(status),
            399,
            "",
            List.of()));
  }

  /** Tries once more where the refusal says how. */
  private boolean retried(Response response, int status) {
    switch (status) {
      case 401, 407 -> {
        Request next = build(offered);
        carryCredentials(next);
        if (digest.isEmpty() || !digest.get().answer(response, next)) {
          return false;
        }
        send(next);
        return true;
      }
      case 422 -> {
        int asked = SessionTimerNegotiation.minSe(response);
        if (asked <= minSe && tries > 1) {
          return false;
        }
        minSe = Math.max(minSe, asked);
        leg.inDialog().refresh().minSe(minSe);
        Request next = build(offered);
        carryCredentials(next);
        send(next);
        return true;
      }
      case 491 -> {
        rung = false;
        retry =
            leg.timers()
                .after(GlareDelay.after491(true, leg.services().random()), this::afterGlare);
        return true;
      }
      default -> {
        return false;
      }
    }
  }

  private void afterGlare() {
    if (leg.state() != LegState.CALLING && leg.state() != LegState.PROCEEDING) {
      failed(Refusal.of(487, EndReason.CANCELLED, "")); // given up while waiting: let it not ring
      return;
    }
    Request next = build(offered);
    carryCredentials(next);
    send(next);
  }

  /** Credentials for a proxy stay when the next challenge is the far end's, and the other way. */
  private void carryCredentials(Request next) {
    for (String name : new String[] {"Authorization", "Proxy-Authorization"}) {
      if (invite.getHeader(name) != null) {
        next.setHeader(invite.getHeader(name));
      }
    }
  }

  private void failed(Refusal why) {
    patience.cancel();
    leg.finish(LegTrigger.FAILED, why);
  }

  @Override
  public void perform(LegEffect effect, Refusal outcome) {
    switch (effect) {
      case SEND_ACK -> {
        branches.acknowledge(leg.dialog(), answer);
        if (leg.state() == LegState.TALKING) {
          leg.answered();
        }
      }
      case SEND_CANCEL -> cancel(outcome);
      default -> throw new IllegalStateException(effect + " of an outgoing call");
    }
  }

  private void cancel(Refusal outcome) {
    if (transaction.isEmpty()) {
      return; // FAILED is on its way
    }
    if (!rung) {
      cancelDue = Optional.of(outcome); // the INVITE sent last has to be answered first (9.1)
      return;
    }
    cancelDue = Optional.empty();
    try {
      Request cancel = transaction.get().createCancel();
      leg.inDialog().farewell(cancel, outcome.reason());
      leg.signalling().send(cancel, leg.flow(), IGNORED);
    } catch (SipException e) {
      LOG.debug("{}: CANCEL not made: {}", leg.info().callId(), e.getMessage());
    }
    // RFC 3261 9.1: without a final response for 64*T1 the INVITE counts as failed.
    patience.cancel();
    patience =
        leg.timers()
            .after(
                leg.services().settings().timings().patience(),
                () -> failed(Refusal.of(408, outcome.reason(), "")));
  }

  private static final Signalling.Answers IGNORED =
      new Signalling.Answers() {
        @Override
        public void response(Response response) {
          // The INVITE's own final response counts.
        }

        @Override
        public void unanswered() {
          // The INVITE's own timeout counts.
        }
      };

  @Override
  public void answeredAgain(Response response) {
    if (answer == null
        || response.getStatusCode() / 100 != 2
        || !Messages.cseq(response).getMethod().equals(Request.INVITE)
        || Messages.cseq(response).getSeqNumber() != Messages.cseq(invite).getSeqNumber()) {
      return;
    }
    if (Messages.toTag(response).equals(Messages.toTag(answer))) {
      branches.acknowledge(leg.dialog(), answer);
    } else {
      branches.hangUp(invite, response);
    }
  }

  @Override
  public void acknowledged(Request ack) {
    // We sent the INVITE, so no ACK for it comes to us.
  }

  @Override
  public void pracked(Request prack, ServerTransaction serverTransaction) {
    leg.signalling().respond(serverTransaction, leg.replies().of(481, prack, leg.localTag()));
  }

  @Override
  public Optional<Dialog> earlyDialog(Request request) {
    return branches.find(Messages.fromTag(request));
  }

  @Override
  public Optional<Dialog> earlyDialog() {
    return branches.current();
  }

  /** The leg was answered and acknowledged. */
  void handedOver(OutgoingListener told) {
    told.answered(leg, new OutgoingListener.Answer(answer.getStatusCode(), Messages.lines(answer)));
  }

  @Override
  public void released(Refusal outcome, List<HeaderLine> farEndSaid) {
    if (leg.answeredAt().isEmpty()) {
      listener.ifPresent(told -> told.failed(leg, Failures.of(outcome, refusal)));
    }
  }

  @Override
  public void stop() {
    patience.cancel();
    silence.cancel();
    retry.cancel();
  }
}
