package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.Messages;
import io.carillon.sip.dialog.ReliableProvisional;
import java.util.ArrayList;
import java.util.List;
import javax.sip.ServerTransaction;
import javax.sip.header.RAckHeader;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * The provisional responses to an INVITE, in their order: reliable ones wait for the PRACK of the
 * one before (RFC 3262 3), and everything behind them waits too.
 *
 * <p>Owned by the call's strand. At most eight wait.
 */
final class Provisionals {
  private static final int MAX_WAITING = 8;

  /** Makes a response of the dialog with what all of ours say. */
  @FunctionalInterface
  interface Responses {
    Response of(int status);
  }

  /**
   * One to send.
   *
   * @param sdp empty for none
   */
  record Provisional(int status, List<HeaderLine> headers, String sdp, boolean reliable) {}

  private final SipLeg leg;
  private final Request invite;
  private final ServerTransaction transaction;
  private final Responses responses;
  private final ReliableProvisional progress;
  private final List<Provisional> waiting = new ArrayList<>();

  Provisionals(SipLeg leg, Request invite, ServerTransaction transaction, Responses responses) {
    this.leg = leg;
    this.invite = invite;
    this.transaction = transaction;
    this.responses = responses;
    LegServices services = leg.services();
    this.progress =
        new ReliableProvisional(leg.timers(), services.settings().timings(), services.random());
  }

  void send(Provisional provisional) {
    if (!progress.waiting()) {
      sendNow(provisional);
      return;
    }
    if (waiting.size() >= MAX_WAITING) {
      // What carries a description has to arrive; news of how it rings grows old.
      waiting.stream().filter(p -> p.sdp().isEmpty()).findFirst().ifPresent(waiting::remove);
    }
    if (waiting.size() < MAX_WAITING) {
      waiting.add(provisional);
    }
  }

  private void sendNow(Provisional provisional) {
    Response response = responses.of(provisional.status());
    ExtraHeaders.put(response, provisional.headers());
    if (!provisional.sdp().isEmpty()) {
      Messages.body(response, "application", "sdp", provisional.sdp());
    }
    if (!provisional.reliable()) {
      leg.signalling().respond(transaction, response);
      return;
    }
    long rseq = progress.nextRseq();
    response.setHeader(Messages.header("Require", "100rel"));
    response.setHeader(Messages.header("RSeq", Long.toString(rseq)));
    leg.signalling().respond(transaction, response);
    progress.sent(
        rseq,
        Messages.cseq(invite).getSeqNumber(),
        () -> leg.signalling().respondStateless(invite, (Response) response.clone()),
        () ->
            leg.finish(
                LegTrigger.PRACK_MISSING,
                Refusal.of(504, EndReason.NO_ACK, "the reliable response was not acknowledged")));
    if (!provisional.sdp().isEmpty() && !leg.media().offering()) {
      leg.offers().offerClosed(); // a reliable response answers the offer (RFC 3262 5)
    }
  }

  /** A PRACK came; false when nothing waits for it: 481. */
  boolean acknowledged(Request prack) {
    return prack.getHeader(RAckHeader.NAME) instanceof RAckHeader rack
        && progress.acknowledged(rack.getRSeqNumber(), rack.getCSeqNumber(), rack.getMethod());
  }

  /** Sends what waited for the PRACK, up to the next reliable one. */
  void goOn() {
    while (!waiting.isEmpty() && !progress.waiting()) {
      sendNow(waiting.removeFirst());
    }
  }

  /** A PRACK is waited for. */
  boolean waiting() {
    return progress.waiting();
  }

  /** The answer makes what waits pointless, but for descriptions. */
  void forgetNews() {
    waiting.removeIf(provisional -> provisional.sdp().isEmpty());
  }

  void stop() {
    waiting.clear();
    progress.stop();
  }
}
