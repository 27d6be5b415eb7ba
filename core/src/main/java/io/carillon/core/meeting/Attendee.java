package io.carillon.core.meeting;

import io.carillon.core.call.Leg;

/**
 * Who wants into a meeting: a leg and what follows its fortune there. Called on the room's strand;
 * must not block.
 */
public interface Attendee {

  Leg leg();

  /** No moderator has come yet: hold music is in order until {@link #joined}. */
  void waiting();

  /**
   * The leg hears the meeting now.
   *
   * @param moderator whether it may use the moderators' keys
   * @param recorded whether a recording is running, which the leg must be told
   */
  void joined(boolean moderator, boolean recorded);

  /** The leg does not get in. Last call. */
  void refused(Refusal refusal);

  /** The meeting was ended; the leg hears silence and is to be ended politely. Last call. */
  void meetingEnded();

  /** Why a leg does not get in. */
  enum Refusal {
    FULL,
    LOCKED,
    /** It was ended for good meanwhile. */
    ENDED,
    /** The media plane did not take the leg. */
    FAILED
  }
}
