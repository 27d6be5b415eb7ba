package io.carillon.sip.leg;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.sip.dialog.DialogId;
import io.carillon.sip.dialog.HeaderLine;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A leg by SIP whose dialog others may steer. Every method may be called from any thread and
 * returns at once; listeners are called on the call's strand and must return at once.
 */
public interface SipCall extends Leg {

  /** What was agreed on last; empty before the first agreement. */
  Optional<AgreedMedia> agreedMedia();

  /** Empty before the far end has a tag; before the answer that of the branch that is heard. */
  Optional<DialogId> dialogId();

  /** It was answered and has not ended. */
  boolean established();

  /** The far end has said in Allow that it takes the method. */
  boolean allows(String method);

  /** From now on these requests of the far end are answered by somebody else. */
  void takeOver(DialogRequests requests);

  /** Answers them here again, as without {@link #takeOver}. */
  void letGo();

  /**
   * Offers new media terms: by UPDATE before the answer (RFC 3311), when the far end allows it, and
   * by re-INVITE after it. Waits for an exchange that is under way and for the time glare asks for
   * (RFC 3261 14.1); at most four wait.
   *
   * @param done told once; also when the leg ends before
   */
  void offer(MediaTerms terms, Consumer<OfferOutcome> done);

  /**
   * Sends a request in the dialog, once more with credentials when it is challenged. At most 16 at
   * a time.
   *
   * @param done told once; also when the leg ends before
   */
  void request(InDialogRequest request, Consumer<RequestOutcome> done);

  /**
   * The far end's half of the Session-ID (RFC 7989): what it said last, else one made for it; 32
   * hexadecimal digits.
   */
  String sessionHalf();

  /**
   * Says to whom the far end talks: every message of ours has a Session-ID from now on.
   *
   * @param half that party's; {@link SessionId#NIL} as long as it is not known
   */
  void speakFor(String half);

  /**
   * As {@link #end(EndReason)}.
   *
   * @param headers for the BYE or CANCEL, such as the other leg's Reason, which then stands in
   *     place of ours
   */
  void end(EndReason reason, List<HeaderLine> headers);
}
