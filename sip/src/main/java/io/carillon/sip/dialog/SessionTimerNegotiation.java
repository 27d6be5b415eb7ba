package io.carillon.sip.dialog;

import gov.nist.javax.sip.header.extensions.MinSE;
import gov.nist.javax.sip.header.extensions.SessionExpires;
import java.util.Optional;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/** Agrees on a session interval with each INVITE and UPDATE (RFC 4028). Pure functions. */
public final class SessionTimerNegotiation {
  private static final String TIMER = "timer";

  private SessionTimerNegotiation() {}

  /** What the answering side makes of a request. */
  public sealed interface Outcome {}

  /** Refuse with 422 and this Min-SE. */
  public record TooShort(int minSe) implements Outcome {}

  /** No timer runs. */
  public record NoTimer() implements Outcome {}

  /**
   * Put {@link #header()} into the 2xx.
   *
   * @param requireTimer Require: timer goes with it (RFC 4028 9)
   */
  public record Agreed(SessionInterval interval, boolean requireTimer) implements Outcome {
    /** The Session-Expires value; the far end is the uac of this transaction. */
    public String header() {
      return interval.seconds() + ";refresher=" + (interval.weRefresh() ? "uas" : "uac");
    }
  }

  /** Answers an INVITE or UPDATE (RFC 4028 9 and table 2). */
  public static Outcome answer(Request request, SessionTimerPolicy policy) {
    boolean farEndKnowsTimers =
        Messages.lists(request, "Supported", TIMER) || Messages.lists(request, "Require", TIMER);
    SessionExpires asked = sessionExpires(request);
    int theirMin = minSe(request);
    if (asked == null) {
      // Nobody asked; without a timer a call whose far end vanished would live for ever, and the
      // refresh is then our job, since an answer may not make the far end the refresher unless it
      // knows how.
      int seconds = Math.max(policy.expires(), theirMin);
      return new Agreed(new SessionInterval(seconds, !farEndKnowsTimers), farEndKnowsTimers);
    }
    if (farEndKnowsTimers && asked.getExpires() < policy.minSe()) {
      return new TooShort(policy.minSe());
    }
    int seconds = Math.min(asked.getExpires(), Math.max(policy.expires(), theirMin));
    seconds = Math.max(seconds, policy.minSe());
    boolean weRefresh = !farEndKnowsTimers || "uas".equalsIgnoreCase(asked.getRefresher());
    return new Agreed(new SessionInterval(seconds, weRefresh), farEndKnowsTimers);
  }

  /** What a 2xx to our INVITE or UPDATE agreed on (RFC 4028 7.2). */
  public static Optional<SessionInterval> accept(Response response) {
    SessionExpires agreed = sessionExpires(response);
    if (agreed == null) {
      return Optional.empty();
    }
    int seconds = Math.max(agreed.getExpires(), SessionTimerPolicy.SMALLEST_MIN_SE);
    return Optional.of(
        new SessionInterval(seconds, !"uas".equalsIgnoreCase(agreed.getRefresher())));
  }

  /**
   * Puts our wish into a request of ours.
   *
   * @param current what is agreed already, for a refresh; null for a first INVITE
   * @param minSe the largest Min-SE seen so far in this call, 90 when none was
   */
  public static void propose(
      Request request, SessionTimerPolicy policy, SessionInterval current, int minSe) {
    int seconds = Math.max(current == null ? policy.expires() : current.seconds(), minSe);
    String refresher = current == null ? "" : ";refresher=" + (current.weRefresh() ? "uac" : "uas");
    request.setHeader(Messages.header("Session-Expires", seconds + refresher));
    if (minSe > SessionTimerPolicy.SMALLEST_MIN_SE) {
      request.setHeader(Messages.header("Min-SE", Integer.toString(minSe)));
    }
  }

  /** The Min-SE of a 422 or a request, 90 when there is none. */
  public static int minSe(Message message) {
    return message.getHeader(MinSE.NAME) instanceof MinSE min
        ? Math.max(min.getExpires(), SessionTimerPolicy.SMALLEST_MIN_SE)
        : SessionTimerPolicy.SMALLEST_MIN_SE;
  }

  private static SessionExpires sessionExpires(Message message) {
    return message.getHeader(SessionExpires.NAME) instanceof SessionExpires expires
        ? expires
        : null;
  }
}
