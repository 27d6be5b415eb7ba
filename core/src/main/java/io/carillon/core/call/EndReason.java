package io.carillon.core.call;

/**
 * Why a call ended. One value travels to the log, the CDR, the metrics and the SIP {@code Reason}
 * header or H.225 cause.
 *
 * <p>{@link #q850Cause()} is the ITU-T Q.850 cause value (1-127), {@link #text()} a short English
 * sentence for operators.
 */
public enum EndReason {
  REMOTE_HANGUP(16, "The far end hung up"),
  CANCELLED(31, "The caller gave up before the answer"),
  OPERATOR(16, "An operator ended the call"),
  MEETING_ENDED(16, "The meeting was ended"),
  MEETING_NOT_FOUND(1, "No meeting with that ID"),
  TOO_MANY_WRONG_IDS(21, "Three wrong meeting IDs"),
  TOO_MANY_WRONG_PASSCODES(21, "Three wrong passcodes"),
  NO_INPUT(18, "Nothing was keyed in"),
  WAITED_TOO_LONG(19, "No moderator came"),
  MEETING_FULL(42, "The meeting is full"),
  MEETING_LOCKED(21, "The meeting is locked"),
  NOT_ALLOWED(21, "The caller is not allowed to place this call"),
  UNKNOWN_DESTINATION(1, "Nothing answers at that address"),
  NO_COMMON_MEDIA(79, "No common codec or no acceptable encryption"),
  NOT_ENCRYPTED(79, "The keys for encrypted media did not come, or from somebody else"),
  NO_ACK(102, "The answer was never acknowledged"),
  SESSION_EXPIRED(102, "The session timer ran out without a refresh"),
  MEDIA_TIMEOUT(102, "No media arrived for too long"),
  BUSY(17, "The called party is busy"),
  DECLINED(21, "The called party declined"),
  NO_ANSWER(19, "The called party did not answer"),
  OVERLOAD(42, "The server is full"),
  DRAINING(41, "The server is shutting down"),
  TRANSPORT_FAILURE(38, "The signalling connection failed"),
  PROTOCOL_ERROR(111, "The far end broke the protocol"),
  INTERNAL_ERROR(41, "The server failed");

  private final int q850Cause;
  private final String text;

  EndReason(int q850Cause, String text) {
    this.q850Cause = q850Cause;
    this.text = text;
  }

  public int q850Cause() {
    return q850Cause;
  }

  public String text() {
    return text;
  }

  /** True when the call ended as calls do, false when something went wrong. */
  public boolean normal() {
    return switch (this) {
      case REMOTE_HANGUP, CANCELLED, OPERATOR, MEETING_ENDED -> true;
      default -> false;
    };
  }
}
