package io.carillon.core.call;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The calls in progress, for operators. Thread-safe. */
public interface LiveCalls {

  /** Every leg that has not ended, oldest first. */
  List<LiveCall> calls();

  /**
   * Ends a leg with {@link EndReason#OPERATOR}; false when there is none of that transaction ID.
   */
  boolean end(String transactionId);

  /**
   * A leg now.
   *
   * @param state a word for people: ringing, connected, held, ending
   * @param answeredAt null before the answer
   */
  record LiveCall(LegInfo leg, String state, Instant answeredAt, MediaQuality quality) {
    public LiveCall {
      Objects.requireNonNull(leg, "leg");
      Objects.requireNonNull(state, "state");
      Objects.requireNonNull(quality, "quality");
    }
  }
}
