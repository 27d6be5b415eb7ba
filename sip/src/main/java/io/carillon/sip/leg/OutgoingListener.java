package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Is told how a call of ours goes: any number of {@link #progress}, then one of {@link #answered}
 * and {@link #failed}. Called on the call's strand; must return at once.
 */
public interface OutgoingListener {

  /** A provisional response above 100 came. */
  void progress(SipCall leg, Progress progress);

  /** It was answered, acknowledged, and its media runs. */
  void answered(SipCall leg, Answer answer);

  /** It was not answered and {@link SipCall#ended()} is complete. */
  void failed(SipCall leg, Failure failure);

  /**
   * @param status 101-199
   * @param media early media has been agreed on with the branch that said this; the newest branch
   *     with media is heard
   * @param headers all of the response
   */
  record Progress(int status, boolean media, List<HeaderLine> headers) {
    public Progress {
      headers = List.copyOf(headers);
    }
  }

  /**
   * @param headers all of the 2xx
   */
  record Answer(int status, List<HeaderLine> headers) {
    public Answer {
      headers = List.copyOf(headers);
    }
  }

  /**
   * @param status of the final response; one that stands for the reason when there was none
   * @param fromFarEnd there was a final response; else nothing came in time, nothing could be sent,
   *     or we gave up
   * @param contacts URIs of a 3xx, best first; at most 8
   * @param retryAfterSeconds Retry-After
   * @param headers all of the final response
   */
  record Failure(
      int status,
      EndReason reason,
      boolean fromFarEnd,
      List<String> contacts,
      OptionalInt retryAfterSeconds,
      List<HeaderLine> headers) {
    public Failure {
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(retryAfterSeconds, "retryAfterSeconds");
      contacts = List.copyOf(contacts);
      headers = List.copyOf(headers);
    }
  }
}
