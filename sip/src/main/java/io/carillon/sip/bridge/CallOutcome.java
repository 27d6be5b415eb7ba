package io.carillon.sip.bridge;

import io.carillon.core.call.EndReason;
import io.carillon.sip.leg.OutgoingListener.Failure;
import io.carillon.sip.leg.Refusal;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a call that was not answered means for the next place and for the caller. Pure functions.
 */
final class CallOutcome {
  private CallOutcome() {}

  /** A failure without a response: the place could not be found, reached, or said nothing. */
  static Failure silent(EndReason reason) {
    return new Failure(
        reason == EndReason.OVERLOAD || reason == EndReason.DRAINING ? 503 : 504,
        reason,
        false,
        List.of(),
        OptionalInt.empty(),
        List.of());
  }

  /**
   * Whether another place may be tried: only when this one did not work, never when somebody there
   * has said no, and never after it rang.
   */
  static boolean triesNext(Failure failure, boolean rang) {
    if (rang) {
      return false;
    }
    if (!failure.fromFarEnd()) {
      return failure.reason() == EndReason.TRANSPORT_FAILURE;
    }
    return failure.status() == 408 || failure.status() / 100 == 5;
  }

  /** The more telling one of two, for the caller. */
  static Failure better(Failure one, Failure other) {
    return one.fromFarEnd() && !other.fromFarEnd() ? one : other;
  }

  /**
   * What the caller is told. Statuses that are about the called party go through; those about our
   * request to the other side are none of the caller's business: 502. A 503 would make the caller
   * avoid us, who are well: 500 (RFC 3261 16.7). Challenges that were not met: 403. No response:
   * 504.
   */
  static Refusal toCaller(Failure failure) {
    int status = status(failure);
    return Refusal.of(status, failure.reason(), "").with(CarriedReason.of(failure.headers()));
  }

  private static int status(Failure failure) {
    int status = failure.status();
    if (!failure.fromFarEnd()) {
      return switch (failure.reason()) {
        case OVERLOAD, DRAINING -> 503;
        case NO_ANSWER -> 480;
        case NO_COMMON_MEDIA -> 488;
        case CANCELLED -> 487;
        case OPERATOR -> 480;
        case INTERNAL_ERROR -> 500;
        default -> 504;
      };
    }
    return switch (status) {
      case 401, 402, 403, 407 -> 403;
      case 404, 408, 410, 413, 414, 480, 482, 483, 484, 485, 486, 487, 488 -> status;
      case 500, 504, 580, 600, 603, 604, 606, 607, 608 -> status;
      case 415 -> 488;
      case 416 -> 404;
      case 503 -> 500;
      default ->
          switch (status / 100) {
            case 3 -> 480;
            case 6 -> 600;
            default -> 502;
          };
    };
  }
}
