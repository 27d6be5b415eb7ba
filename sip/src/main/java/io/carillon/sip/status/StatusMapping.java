package io.carillon.sip.status;

import io.carillon.core.call.EndReason;

/** The one place where a reason becomes a SIP status and a status a reason. */
public final class StatusMapping {
  private StatusMapping() {}

  /** The final response a call not yet answered is refused with, and the cause in a Reason. */
  public static int statusOf(EndReason reason) {
    return switch (reason) {
      case REMOTE_HANGUP, CANCELLED -> 487;
      case OPERATOR, MEETING_ENDED, NO_INPUT, WAITED_TOO_LONG, NO_ANSWER -> 480;
      case MEETING_NOT_FOUND, UNKNOWN_DESTINATION -> 404;
      case TOO_MANY_WRONG_IDS, TOO_MANY_WRONG_PASSCODES, MEETING_LOCKED, NOT_ALLOWED -> 403;
      case MEETING_FULL, BUSY -> 486;
      case NO_COMMON_MEDIA, NOT_ENCRYPTED -> 488;
      case NO_ACK, SESSION_EXPIRED, MEDIA_TIMEOUT -> 408;
      case DECLINED -> 603;
      case OVERLOAD, DRAINING, TRANSPORT_FAILURE -> 503;
      case PROTOCOL_ERROR -> 400;
      case INTERNAL_ERROR -> 500;
    };
  }

  /** Why a call of ours failed, by the final response it got (300-699). */
  public static EndReason reasonOf(int status) {
    return switch (status) {
      case 401, 402, 403, 407 -> EndReason.NOT_ALLOWED;
      case 404, 410, 416, 484, 485, 604 -> EndReason.UNKNOWN_DESTINATION;
      case 408, 430, 480 -> EndReason.NO_ANSWER;
      case 415, 488, 606 -> EndReason.NO_COMMON_MEDIA;
      case 486, 600 -> EndReason.BUSY;
      case 487 -> EndReason.CANCELLED;
      case 503 -> EndReason.OVERLOAD;
      case 603, 607, 608 -> EndReason.DECLINED;
      default ->
          switch (status / 100) {
            case 3 ->
                EndReason.UNKNOWN_DESTINATION; // moved: following would let it choose the bill
            case 5 -> EndReason.INTERNAL_ERROR;
            default -> EndReason.PROTOCOL_ERROR;
          };
    };
  }
}
