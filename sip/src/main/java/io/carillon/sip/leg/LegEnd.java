package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.MediaQuality;
import io.carillon.core.event.LegRecord;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.Messages;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of one call: why, who is told, and that nothing is left of it, whatever fails on the way.
 *
 * <p>Owned by the call's strand, but for {@link #reason} and {@link #forgotten}.
 */
final class LegEnd {
  private static final Logger LOG = LoggerFactory.getLogger(LegEnd.class);

  private final SipLeg leg;
  private final LegRecord record;
  private final InetAddress source;
  private final CompletableFuture<EndReason> reason = new CompletableFuture<>();
  private final CompletableFuture<Void> forgotten = new CompletableFuture<>();
  private Refusal outcome = Refusal.of(EndReason.REMOTE_HANGUP, "");
  private List<HeaderLine> farEndSaid = List.of();
  private List<HeaderLine> farewell = List.of();

  /**
   * @param source whose share of the table the call takes
   */
  LegEnd(SipLeg leg, LegRecord record, InetAddress source) {
    this.leg = leg;
    this.record = record;
    this.source = source;
  }

  /** Why it ends, if it ends now. */
  Refusal outcome() {
    return outcome;
  }

  void outcome(Refusal why) {
    outcome = why;
  }

  /** Reason of their CANCEL or BYE. */
  void farEndSaid(Request request) {
    farEndSaid = Messages.lines(request).stream().filter(line -> line.is("Reason")).toList();
  }

  /** Answers their BYE when the end is on record, which the far end may then rely on. */
  void onRecord(Runnable answer) {
    if (record.stored().toCompletableFuture().isDone()) {
      answer.run();
    } else {
      record.stored().thenRun(() -> leg.onStrand(answer));
    }
  }

  /** Headers for our BYE or CANCEL by who ends the call. */
  List<HeaderLine> farewell() {
    return farewell;
  }

  void farewell(List<HeaderLine> headers) {
    farewell = headers;
  }

  /** Completes when it is over for everybody else. */
  CompletableFuture<EndReason> reason() {
    return reason;
  }

  /** Completes when nothing is left of it in the table. */
  CompletableFuture<Void> forgotten() {
    return forgotten;
  }

  void release() {
    leg.inDialog().stop();
    MediaQuality quality = leg.media() == null ? MediaQuality.NONE : closeMedia();
    record.ended(outcome.reason(), outcome.status(), quality);
    reason.complete(outcome.reason());
    try {
      leg.half().released(outcome, farEndSaid);
      leg.inDialog().released();
    } catch (RuntimeException e) {
      complain("who steers the call fails", e);
    }
  }

  /** What the others wait for, the end of the call, does not depend on it. */
  private MediaQuality closeMedia() {
    MediaQuality quality = MediaQuality.NONE;
    try {
      quality = leg.media().measured().quality();
      leg.media().close();
    } catch (RuntimeException e) {
      complain("its media does not close", e);
    }
    return quality;
  }

  void forget() {
    leg.half().stop();
    leg.inDialog().stop();
    leg.services().table().remove(leg.info().callId(), leg.localTag(), leg);
    leg.services().table().leave(source);
    forgotten.complete(null);
    leg.leaveDirectory();
  }

  /** A defect of ours ends this call, not the others, and leaves nothing behind. */
  void abandon(RuntimeException defect) {
    complain("the call fails", defect);
    try {
      leg.giveUp();
    } catch (RuntimeException again) {
      complain("the call fails to end", again);
      leaveNothing();
    }
    if (leg.state() == LegState.ENDED) {
      leaveNothing(); // it failed on its last way, half done
    }
  }

  private void leaveNothing() {
    if (!reason.isDone()) {
      outcome = Refusal.of(EndReason.INTERNAL_ERROR, "");
      release();
    }
    if (!forgotten.isDone()) {
      forget();
    }
  }

  /** Whoever makes us fail shall not fill the log. */
  private void complain(String what, RuntimeException e) {
    if (leg.services().log().permit(source.getHostAddress())) {
      LOG.error("{}: {}", leg.info().callId(), what, e);
    }
  }
}
