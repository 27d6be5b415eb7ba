package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import java.util.function.Consumer;

/**
 * A call that came in and that nobody has answered yet. Every method may be called from any thread,
 * returns at once and takes effect in the order of the calls; what comes after the answer, the
 * refusal or the end does nothing.
 */
public interface PendingCall {

  /** Its audio can be bridged from the beginning. */
  SipCall leg();

  IncomingCall call();

  /**
   * Tells the caller how it goes, without media. Reliably (RFC 3262) when the caller requires that;
   * waits then for the PRACK of the one before. At most eight wait, the oldest are left out.
   *
   * @param status 101-199
   */
  void provisional(int status, List<HeaderLine> headers);

  /**
   * The same with the answer to the caller's offer: from now on its audio is early media. Reliably
   * when the caller can; else the same answer is repeated in the 2xx. Without an offer in the
   * INVITE our offer goes out when that can be done reliably, else nothing of the media. Once said,
   * the media stays; later terms do nothing until a re-INVITE.
   */
  void provisional(int status, List<HeaderLine> headers, MediaTerms media);

  /**
   * Answers with 200, after the PRACK that is waited for.
   *
   * @param media for the answer, unless it was given before
   */
  void answer(List<HeaderLine> headers, MediaTerms media);

  /** Refuses with a final response, 300-699. */
  void refuse(Refusal refusal);

  /**
   * Says who is told when the call ends before it was answered, by the caller or for any other
   * reason but {@link #refuse}; at once when that was so already. Called once, on the call's
   * strand; must return at once.
   */
  void onCancelled(Consumer<Cancellation> listener);

  /**
   * @param headers Reason of the caller's CANCEL or BYE, none when there was none
   */
  record Cancellation(EndReason reason, List<HeaderLine> headers) {
    public Cancellation {
      headers = List.copyOf(headers);
    }
  }
}
