package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dialog.Timers;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sip.header.ExpiresHeader;

/**
 * {@link PendingCall}: brings what others want to the call's strand, keeps proxies on the way from
 * giving up, and ends the wait when it is too long.
 */
final class Waiting implements PendingCall {
  /** RFC 3261 13.3.1.1: a provisional response each minute, else a proxy's timer C runs out. */
  private static final Duration NEWS = Duration.ofMinutes(1);

  /** Before the stack gives the transaction up. */
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private final SipLeg leg;
  private final IncomingCall call;
  private final IncomingInvite half;
  private final Decision.Pending pending;
  private Consumer<Cancellation> listener = cancellation -> {};
  private Cancellation cancellation;
  private Timers.Timer news = Timers.Timer.NONE;
  private Timers.Timer limit = Timers.Timer.NONE;
  private boolean begun;
  private boolean decided;

  Waiting(SipLeg leg, IncomingCall call, IncomingInvite half, Decision.Pending pending) {
    this.leg = leg;
    this.call = call;
    this.half = half;
    this.pending = pending;
  }

  // What the half of the call says, on the strand.

  void begin() {
    Duration patience =
        call.invite().getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader expires
                && expires.getExpires() > 0
                && expires.getExpires() < LONGEST.toSeconds()
            ? Duration.ofSeconds(expires.getExpires())
            : LONGEST;
    limit = leg.timers().after(patience, this::tooLong);
    said(100);
    begun = true;
    pending.handler().pending(this);
  }

  private void tooLong() {
    // RFC 3261 13.3.1: 487 when the time the caller set is over.
    leg.finish(LegTrigger.END, Refusal.of(487, EndReason.NO_ANSWER, ""));
  }

  /** A provisional response was sent. */
  void said(int status) {
    news.cancel();
    int again = status == 100 ? 183 : status;
    news = leg.timers().after(NEWS, () -> half.provisional(again, List.of(), Optional.empty()));
  }

  /** Who waits has answered or refused. */
  void decided() {
    decided = true;
    stop();
  }

  void released(EndReason reason, List<HeaderLine> farEndSaid) {
    stop();
    if (!begun) {
      pending.handler().unanswerable();
    } else if (!decided) {
      decided = true;
      cancellation = new Cancellation(reason, farEndSaid);
      listener.accept(cancellation);
    }
  }

  void stop() {
    news.cancel();
    limit.cancel();
  }

  // PendingCall, from any thread.

  @Override
  public SipCall leg() {
    return leg;
  }

  @Override
  public IncomingCall call() {
    return call;
  }

  @Override
  public void provisional(int status, List<HeaderLine> headers) {
    provisional(status, List.copyOf(headers), Optional.empty());
  }

  @Override
  public void provisional(int status, List<HeaderLine> headers, MediaTerms media) {
    provisional(status, List.copyOf(headers), Optional.of(media));
  }

  private void provisional(int status, List<HeaderLine> headers, Optional<MediaTerms> media) {
    if (status < 101 || status > 199) {
      throw new IllegalArgumentException("status " + status + ": allowed is 101-199");
    }
    leg.onStrand(() -> half.provisional(status, headers, media));
  }

  @Override
  public void answer(List<HeaderLine> headers, MediaTerms media) {
    List<HeaderLine> copy = List.copyOf(headers);
    Objects.requireNonNull(media, "media");
    leg.onStrand(() -> half.answer(copy, media));
  }

  @Override
  public void refuse(Refusal refusal) {
    if (refusal.status() < 300 || refusal.status() > 699) {
      throw new IllegalArgumentException("status " + refusal.status() + ": allowed is 300-699");
    }
    leg.onStrand(
        () -> {
          if (leg.state() == LegState.WAITING) {
            half.refuse(refusal);
          }
        });
  }

  @Override
  public void onCancelled(Consumer<Cancellation> told) {
    Objects.requireNonNull(told, "told");
    leg.onStrand(
        () -> {
          listener = told;
          if (cancellation != null) {
            told.accept(cancellation);
          }
        });
  }
}
