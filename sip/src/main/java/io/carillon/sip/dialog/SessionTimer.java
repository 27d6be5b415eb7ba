package io.carillon.sip.dialog;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The running session timer of one dialog (RFC 4028 10): the refresher is reminded at half of the
 * interval, the other side ends the session a little before its end.
 *
 * <p>Owned by the call's strand.
 */
public final class SessionTimer {
  private static final int LONGEST_MARGIN_SECONDS = 32;

  private final Timers timers;
  private final Runnable refresh;
  private final Runnable expired;
  private Timers.Timer refreshTimer = Timers.Timer.NONE;
  private Timers.Timer endTimer = Timers.Timer.NONE;
  private SessionInterval interval;

  /**
   * @param refresh told when it is time to send a refresh; each answer to it is a new {@link #run}
   * @param expired told when the session is over
   */
  public SessionTimer(Timers timers, Runnable refresh, Runnable expired) {
    this.timers = Objects.requireNonNull(timers, "timers");
    this.refresh = Objects.requireNonNull(refresh, "refresh");
    this.expired = Objects.requireNonNull(expired, "expired");
  }

  /** Starts over with a newly agreed interval. */
  public void run(SessionInterval agreed) {
    stop();
    interval = agreed;
    Duration whole = Duration.ofSeconds(agreed.seconds());
    if (agreed.weRefresh()) {
      refreshTimer = timers.after(whole.dividedBy(2), refresh);
    }
    // RFC 4028 10: BYE at the lesser of 32 s and a third of the interval before its end.
    long margin = Math.min(LONGEST_MARGIN_SECONDS, agreed.seconds() / 3);
    endTimer = timers.after(whole.minusSeconds(margin), expired);
  }

  /** What is agreed now; empty when no timer runs. */
  public Optional<SessionInterval> interval() {
    return Optional.ofNullable(interval);
  }

  public void stop() {
    interval = null;
    refreshTimer.cancel();
    endTimer.cancel();
    refreshTimer = Timers.Timer.NONE;
    endTimer = Timers.Timer.NONE;
  }
}
