package io.carillon.sip.bridge;

import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.leg.Body;
import io.carillon.sip.leg.InDialogRequest;
import io.carillon.sip.leg.SipCall;
import java.util.List;
import java.util.Optional;

/**
 * Tells who asked for a transfer how it goes: NOTIFY with the status line of the new call (RFC 3515
 * 2.4). Owned by the call's strand.
 */
final class TransferNotices {
  private static final String LIFE_SECONDS = "180";

  private final SipCall to;
  private final String event;
  private final boolean silent;
  private int told;
  private boolean closed;

  /**
   * @param event refer, with the REFER's number when it is not the first of its dialog
   * @param silent nothing is told
   */
  TransferNotices(SipCall to, String event, boolean silent) {
    this.to = to;
    this.event = event;
    this.silent = silent;
  }

  /** The new call got that provisional response; each is told once. */
  void progress(int status) {
    if (!closed && status != told) {
      told = status;
      send(status, "active;expires=" + LIFE_SECONDS, () -> {});
    }
  }

  /**
   * The new call got that final response.
   *
   * @param then runs when that is known, or at once when nothing is told; on any thread
   */
  void done(int status, Runnable then) {
    if (closed) {
      then.run();
      return;
    }
    closed = true;
    send(status, "terminated;reason=noresource", then);
  }

  private void send(int status, String state, Runnable then) {
    if (silent) {
      then.run();
      return;
    }
    to.request(
        new InDialogRequest(
            "NOTIFY",
            List.of(new HeaderLine("Event", event), new HeaderLine("Subscription-State", state)),
            Optional.of(
                new Body("message/sipfrag;version=2.0", "SIP/2.0 " + status + phrase(status)))),
        outcome -> then.run());
  }

  private static String phrase(int status) {
    return switch (status) {
      case 100 -> " Trying\r\n";
      case 180 -> " Ringing\r\n";
      case 183 -> " Session Progress\r\n";
      case 200 -> " OK\r\n";
      case 486 -> " Busy Here\r\n";
      case 603 -> " Decline\r\n";
      default -> status < 200 ? " Progress\r\n" : " Failed\r\n";
    };
  }
}
