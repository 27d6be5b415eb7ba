package io.carillon.core.dialin;

import io.carillon.core.meeting.Attendee.Refusal;

/** What can happen to a leg that dials in. */
sealed interface Input {

  /** Its media runs. */
  record Answered() implements Input {}

  /** A key was pressed: 0-9, *, #, A-D. */
  record Digit(char key) implements Input {}

  /** The timer that was started last ran out. */
  record TimeUp() implements Input {}

  /** What was played last is over. */
  record PromptsHeard() implements Input {}

  /**
   * The ID leads to an open meeting.
   *
   * @param moderator true when it was the moderators' ID
   */
  record Found(boolean moderator) implements Input {}

  /** The ID leads nowhere. */
  record NotFound() implements Input {}

  /** The store did not answer. */
  record LookUpFailed() implements Input {}

  /** The passcode was compared. */
  record PasscodeChecked(boolean right) implements Input {}

  /** The meeting waits for a moderator. */
  record MustWait() implements Input {}

  /** The leg hears the meeting. */
  record Joined(boolean moderator, boolean recorded) implements Input {}

  /** The leg does not get in. */
  record Refused(Refusal refusal) implements Input {}

  /** The meeting was ended for everyone. */
  record MeetingOver() implements Input {}
}
