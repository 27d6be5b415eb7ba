package io.carillon.sip.leg;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.Dialog;
import io.carillon.sip.dialog.GlareDelay;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.SessionTimerNegotiation;
import io.carillon.sip.dialog.Timers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.header.RetryAfterHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Offers others have us make in a call: by UPDATE before the answer, by re-INVITE after it; one at
 * a time, again after glare (RFC 3261 14.1).
 *
 * <p>Owned by the call's strand. At most four wait.
 */
final class LocalOffers {
  private static final int MAX_WAITING = 4;
  private static final int MAX_TRIES = 5;
  private static final int MAX_RETRY_AFTER_SECONDS = 10;

  private final SipLeg leg;
  private final InDialog inDialog;
  private final Deque<Wanted> waiting = new ArrayDeque<>();
  private Optional<Wanted> open = Optional.empty();
  private Timers.Timer retry = Timers.Timer.NONE;
  private Timers.Timer limit = Timers.Timer.NONE;
  private boolean pausing;
  private int tries;
  private Request lastAck;

  private record Wanted(MediaTerms terms, Consumer<OfferOutcome> done) {}

  LocalOffers(SipLeg leg, InDialog inDialog) {
    this.leg = leg;
    this.inDialog = inDialog;
  }

  void offer(MediaTerms terms, Consumer<OfferOutcome> done) {
    if (leg.over()) {
      done.accept(new OfferOutcome.Refused(487, List.of()));
    } else if (waiting.size() >= MAX_WAITING) {
      done.accept(new OfferOutcome.Refused(491, List.of()));
    } else {
      waiting.add(new Wanted(terms, done));
      goOn();
    }
  }

  /** Somebody waits for an exchange to end. */
  boolean waiting() {
    return !waiting.isEmpty();
  }

  /** Makes the next offer, if one may be made now; asked again whenever an exchange has ended. */
  void goOn() {
    if (open.isPresent() || pausing || waiting.isEmpty() || leg.over()) {
      return;
    }
    Optional<Dialog> dialog = leg.requestDialog();
    boolean invite = leg.state() == LegState.TALKING;
    boolean may =
        dialog.isPresent()
            && (invite
                ? leg.offers().localInvite()
                : inDialog.farEndAllowsUpdate()
                    && leg.state() != LegState.ANSWERED
                    && leg.offers().localOffer());
    if (!may) {
      return;
    }
    open = Optional.of(waiting.peekFirst());
    tries++;
    Wanted wanted = open.get();
    String sdp = leg.media().offer(wanted.terms());
    // A far end that only ever says "trying" is not waited for without end.
    limit =
        leg.timers()
            .after(leg.services().settings().timings().patience(), () -> tooLate(wanted, invite));
    inDialog
        .sender()
        .send(
            dialog.get(),
            invite ? Request.INVITE : Request.UPDATE,
            request -> fill(request, dialog.get(), sdp),
            answers(wanted, dialog.get()));
  }

  private void tooLate(Wanted wanted, boolean invite) {
    if (isOpen(wanted)) {
      close(invite);
      finished(new OfferOutcome.Refused(408, List.of()));
    }
  }

  private boolean isOpen(Wanted wanted) {
    return open.filter(now -> now == wanted).isPresent();
  }

  private void fill(Request request, Dialog dialog, String sdp) {
    request.setHeader(Messages.contact(leg.signalling().contact(leg.flow(), dialog.secure())));
    inDialog.capabilities(request);
    inDialog.refresh().propose(request);
    Messages.body(request, "application", "sdp", sdp);
  }

  private DialogSender.Done answers(Wanted wanted, Dialog dialog) {
    return new DialogSender.Done() {
      @Override
      public void response(Request request, Response response) {
        if (isOpen(wanted)) {
          answered(dialog, request, response);
        } else {
          late(dialog, request, response);
        }
      }

      @Override
      public void unanswered(Request request) {
        if (isOpen(wanted)) {
          close(isInvite(request));
          finished(new OfferOutcome.Refused(408, List.of()));
          leg.finish(LegTrigger.END, EndReason.TRANSPORT_FAILURE);
        }
      }
    };
  }

  /** After we had stopped waiting: nobody knows what the far end now believes was agreed. */
  private void late(Dialog dialog, Request request, Response response) {
    if (response.getStatusCode() < 300 && isInvite(request) && !acknowledgeAgain(response)) {
      acknowledge(dialog, request);
      leg.finish(LegTrigger.END, EndReason.PROTOCOL_ERROR);
    }
  }

  private static boolean isInvite(Request request) {
    return request.getMethod().equals(Request.INVITE);
  }

  private void acknowledge(Dialog dialog, Request request) {
    lastAck = dialog.ack(Messages.cseq(request).getSeqNumber(), leg.signalling().via(leg.flow()));
    leg.session().put(lastAck);
    leg.signalling().sendAck(lastAck, leg.flow());
  }

  private void answered(Dialog dialog, Request request, Response response) {
    int status = response.getStatusCode();
    if (status < 300) {
      succeeded(dialog, request, response);
      return;
    }
    close(isInvite(request));
    Optional<Duration> again = again(response);
    if (again.isPresent() && tries < MAX_TRIES && !leg.over()) {
      open = Optional.empty();
      pausing = true;
      retry = leg.timers().after(again.get(), this::tryAgain);
      return;
    }
    finished(new OfferOutcome.Refused(status, Messages.lines(response)));
    if (status == 408 || status == 481) {
      leg.finish(LegTrigger.END, EndReason.TRANSPORT_FAILURE); // RFC 3261 12.2.1.2
    }
  }

  /** When it may be tried again, if the refusal is of that kind. */
  private Optional<Duration> again(Response response) {
    return switch (response.getStatusCode()) {
      case 491 ->
          Optional.of(
              GlareDelay.after491(
                  leg.info().direction() == CallDirection.OUTBOUND, leg.services().random()));
      case 422 -> {
        inDialog.refresh().minSe(SessionTimerNegotiation.minSe(response));
        yield Optional.of(Duration.ZERO);
      }
      case 500 ->
          response.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader after
                  && after.getRetryAfter() <= MAX_RETRY_AFTER_SECONDS
              ? Optional.of(Duration.ofSeconds(after.getRetryAfter()))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private void tryAgain() {
    pausing = false;
    goOn();
  }

  private void succeeded(Dialog dialog, Request request, Response response) {
    boolean invite = isInvite(request);
    dialog.refreshTarget(response);
    inDialog.learn(response);
    if (invite) {
      acknowledge(dialog, request);
    }
    boolean usable =
        SdpBody.of(response) instanceof SdpBody.Sdp body
            && leg.media().accept(body.text()) instanceof LegMedia.Agreed;
    close(invite);
    inDialog.refresh().renewed(response);
    Optional<AgreedMedia> agreed = leg.media().agreed();
    if (usable && agreed.isPresent()) {
      finished(new OfferOutcome.Agreed(agreed.get(), Messages.lines(response)));
    } else {
      finished(new OfferOutcome.Refused(488, List.of()));
    }
  }

  private void close(boolean invite) {
    limit.cancel();
    leg.media().withdraw();
    leg.offers().offerClosed();
    if (invite) {
      leg.offers().inviteClosed();
    }
  }

  private void finished(OfferOutcome outcome) {
    if (open.isEmpty()) {
      return; // the leg has ended meanwhile
    }
    Wanted done = open.get();
    open = Optional.empty();
    waiting.remove(done);
    tries = 0;
    done.done().accept(outcome);
    goOn();
  }

  /** A 2xx to our re-INVITE came once more: its ACK was lost. */
  boolean acknowledgeAgain(Response response) {
    if (lastAck == null
        || response.getStatusCode() / 100 != 2
        || Messages.cseq(lastAck).getSeqNumber() != Messages.cseq(response).getSeqNumber()) {
      return false;
    }
    leg.signalling().sendAck((Request) lastAck.clone(), leg.flow());
    return true;
  }

  /** No timer runs after this. */
  void stop() {
    retry.cancel();
    limit.cancel();
  }

  /** The leg has ended: nobody waits any more. */
  void released() {
    stop();
    open = Optional.empty();
    List<Wanted> left = List.copyOf(waiting);
    waiting.clear();
    left.forEach(wanted -> wanted.done().accept(new OfferOutcome.Refused(487, List.of())));
  }
}
