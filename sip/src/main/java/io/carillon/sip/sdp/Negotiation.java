package io.carillon.sip.sdp;

import io.carillon.media.session.AudioPlan;
import io.carillon.media.session.MediaDirection;
import java.util.Objects;

/** How an offer/answer ended. */
public sealed interface Negotiation {

  /**
   * Both sides agree. It is also the state the next offer/answer of the session starts from.
   *
   * @param local our description: the answer to send, or the offer that was answered
   * @param remote their description
   * @param audioLine which media line carries the audio, from 0
   * @param remoteDirection what the far end wants, seen from there; its hold by 0.0.0.0 counts
   * @param plan what the media session does now
   */
  record Accepted(
      SessionDescription local,
      SessionDescription remote,
      int audioLine,
      MediaDirection remoteDirection,
      AudioPlan plan)
      implements Negotiation {
    public Accepted {
      Objects.requireNonNull(local, "local");
      Objects.requireNonNull(remote, "remote");
      Objects.requireNonNull(remoteDirection, "remoteDirection");
      Objects.requireNonNull(plan, "plan");
    }

    /** The far end holds us: it does not want our audio. */
    public boolean heldByRemote() {
      return !remoteDirection.receives();
    }
  }

  /**
   * No agreement; the session goes on as it was.
   *
   * @param status SIP status, 488 or 400
   * @param warningCode of RFC 3261 20.43
   * @param text of the Warning, one line of ASCII without quotes
   */
  record Refused(int status, int warningCode, String text) implements Negotiation {
    public Refused {
      Objects.requireNonNull(text, "text");
    }

    static Refused notAcceptable(int warningCode, String text) {
      return new Refused(488, warningCode, text);
    }
  }
}
