package io.carillon.sip.leg;

import io.carillon.sip.dialog.HeaderLine;
import java.util.List;

/**
 * Takes over requests of the far end inside a call, so that another leg can decide on them. Called
 * on the call's strand; must return at once.
 */
public interface DialogRequests {

  /**
   * A re-INVITE or UPDATE with an offer, or a re-INVITE that asks for ours. Answered by the leg
   * itself, as without this: UPDATEs without an offer and offers that change nothing.
   */
  void offered(RemoteOffer offer);

  /**
   * INFO, MESSAGE, NOTIFY or REFER. INFO that carries a key is answered by the leg itself, and the
   * key goes to its audio.
   */
  void requested(RemoteRequest request);

  /** Our offer in the 2xx to a re-INVITE without one was answered. */
  default void answeredInAck(AgreedMedia media) {}

  /** Our 2xx was acknowledged; only for calls that came in. */
  default void acknowledged() {}

  /**
   * The far end hangs up; {@link SipCall#ended()} completes next.
   *
   * @param headers of its BYE
   */
  default void hungUp(List<HeaderLine> headers) {}
}
