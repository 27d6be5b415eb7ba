package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.GlareDelay;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.SessionInterval;
import io.carillon.sip.dialog.SessionTimer;
import io.carillon.sip.dialog.SessionTimerNegotiation;
import io.carillon.sip.dialog.SessionTimerPolicy;
import io.carillon.sip.dialog.Timers;
import java.time.Duration;
import java.util.Optional;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * Keeps the session alive where that is our part (RFC 4028): an UPDATE without SDP when the far end
 * allows it, else a re-INVITE that changes nothing; ends it when it runs out.
 *
 * <p>Owned by the call's strand.
 */
final class SessionRefresh {
  private static final int MAX_TRIES = 5;

  private final SipLeg leg;
  private final InDialog inDialog;
  private final SessionTimer timer;
  private Timers.Timer retry = Timers.Timer.NONE;
  private int minSe = SessionTimerPolicy.SMALLEST_MIN_SE;
  private int tries;
  private boolean updateRefused;
  private Request lastAck;

  SessionRefresh(SipLeg leg, InDialog inDialog) {
    this.leg = leg;
    this.inDialog = inDialog;
    this.timer =
        new SessionTimer(
            leg.timers(), this::due, () -> leg.finish(LegTrigger.END, EndReason.SESSION_EXPIRED));
  }

  /** A new interval was agreed on. */
  void run(SessionInterval interval) {
    retry.cancel();
    timer.run(interval);
  }

  /**
   * What a 2xx to a refresh of ours agreed on. A far end that knows no timers says nothing of them;
   * we go on refreshing, which is how we learn that it is gone.
   */
  private void accept(Response response) {
    int seconds = timer.interval().map(SessionInterval::seconds).orElse(0);
    SessionTimerNegotiation.accept(response)
        .or(() -> seconds > 0 ? Optional.of(new SessionInterval(seconds, true)) : Optional.empty())
        .ifPresent(this::run);
  }

  /** Puts what is agreed on into another INVITE or UPDATE of ours, which refreshes as well. */
  void propose(Request request) {
    timer
        .interval()
        .ifPresent(
            interval ->
                SessionTimerNegotiation.propose(
                    request, leg.services().settings().sessionTimer(), interval, minSe));
  }

  /** A 2xx to such a request came. */
  void renewed(Response response) {
    if (leg.state() == LegState.TALKING) {
      accept(response);
    }
  }

  /** Min-SE that a 422 has taught. */
  void minSe(int seconds) {
    minSe = Math.max(minSe, seconds);
  }

  private void due() {
    tries = 0;
    send();
  }

  private void send() {
    Optional<SessionInterval> interval = timer.interval();
    if (interval.isEmpty() || leg.state() != LegState.TALKING || tries++ >= MAX_TRIES) {
      return; // out of tries the end timer ends the call
    }
    boolean update = inDialog.farEndAllowsUpdate() && !updateRefused;
    if (!update && !leg.offers().localInvite()) {
      again(Duration.ofSeconds(1)); // an exchange is under way; it refreshes the session as well
      return;
    }
    String method = update ? Request.UPDATE : Request.INVITE;
    String sdp = update ? "" : leg.media().offerTheSame();
    inDialog.sender().send(leg.dialog(), method, request -> fill(request, sdp), answers);
  }

  private void fill(Request request, String sdp) {
    request.setHeader(
        Messages.contact(leg.signalling().contact(leg.flow(), leg.dialog().secure())));
    inDialog.capabilities(request);
    propose(request);
    if (!sdp.isEmpty()) {
      Messages.body(request, "application", "sdp", sdp);
    }
  }

  private final DialogSender.Done answers =
      new DialogSender.Done() {
        @Override
        public void response(Request request, Response response) {
          answered(request, response);
        }

        @Override
        public void unanswered(Request request) {
          failed(request, EndReason.SESSION_EXPIRED);
        }
      };

  private void answered(Request request, Response response) {
    int status = response.getStatusCode();
    boolean invite = request.getMethod().equals(Request.INVITE);
    if (status < 300) {
      succeeded(request, response, invite);
      return;
    }
    close(invite);
    switch (status) {
      case 408, 481 -> failed(request, EndReason.SESSION_EXPIRED);
      case 422 -> {
        minSe(SessionTimerNegotiation.minSe(response));
        send();
      }
      case 491 -> again(GlareDelay.after491(false, leg.services().random()));
      default -> {
        if (invite) {
          again(Duration.ofSeconds(1));
        } else {
          // A far end that lists UPDATE but does not take it gets a re-INVITE.
          updateRefused = true;
          send();
        }
      }
    }
  }

  private void succeeded(Request request, Response response, boolean invite) {
    if (invite && acknowledgeAgain(response)) {
      return;
    }
    leg.dialog().refreshTarget(response);
    inDialog.learn(response);
    if (invite) {
      lastAck =
          leg.dialog().ack(Messages.cseq(request).getSeqNumber(), leg.signalling().via(leg.flow()));
      leg.session().put(lastAck);
      leg.signalling().sendAck(lastAck, leg.flow());
      boolean usable =
          SdpBody.of(response) instanceof SdpBody.Sdp body
              && leg.media().accept(body.text()) instanceof LegMedia.Agreed;
      close(true);
      if (!usable) {
        leg.finish(LegTrigger.END, EndReason.NO_COMMON_MEDIA);
        return;
      }
    }
    renewed(response);
  }

  private void close(boolean invite) {
    if (invite) {
      leg.media().withdraw();
      leg.offers().offerClosed();
      leg.offers().inviteClosed();
    }
  }

  private void failed(Request request, EndReason reason) {
    close(request.getMethod().equals(Request.INVITE));
    leg.finish(LegTrigger.END, reason);
  }

  private void again(Duration delay) {
    retry.cancel();
    retry = leg.timers().after(delay, this::send);
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

  void stop() {
    retry.cancel();
    timer.stop();
  }
}
