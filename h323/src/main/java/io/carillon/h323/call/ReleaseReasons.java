package io.carillon.h323.call;

import io.carillon.core.call.EndReason;

/** What the end of a call means in H.225.0 (ReleaseCompleteReason, clause 7.3.9) and on record. */
final class ReleaseReasons {
  private ReleaseReasons() {}

  /** The alternative that goes with the cause of Q.850. */
  static String h225(EndReason reason) {
    return switch (reason) {
      case OVERLOAD, MEETING_FULL -> "gatewayResources";
      case DRAINING -> "adaptiveBusy";
      case MEETING_NOT_FOUND, UNKNOWN_DESTINATION -> "badFormatAddress";
      case NOT_ALLOWED, MEETING_LOCKED, DECLINED -> "destinationRejection";
      case BUSY -> "inConf";
      default -> "undefinedReason";
    };
  }

  /** The SIP status that stands for it in records, which have one for every call. */
  static int status(EndReason reason) {
    return switch (reason) {
      case CANCELLED, REMOTE_HANGUP -> 487;
      case UNKNOWN_DESTINATION, MEETING_NOT_FOUND -> 404;
      case NOT_ALLOWED -> 403;
      case BUSY -> 486;
      case NO_COMMON_MEDIA -> 488;
      case PROTOCOL_ERROR -> 400;
      case OVERLOAD, DRAINING, TRANSPORT_FAILURE -> 503;
      default -> 500;
    };
  }
}
