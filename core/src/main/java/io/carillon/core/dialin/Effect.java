package io.carillon.core.dialin;

import io.carillon.core.call.EndReason;
import io.carillon.core.meeting.ModeratorAction;
import io.carillon.core.prompt.Prompt;
import java.time.Duration;
import java.util.List;

/** What the dial-in wants done. */
sealed interface Effect {

  /** Play these instead of what is played now; {@code PromptsHeard} follows. */
  record Play(List<Prompt> prompts) implements Effect {}

  /** Play this over and over. */
  record Loop(Prompt music) implements Effect {}

  /** Stop playing; no {@code PromptsHeard} follows. */
  record Hush() implements Effect {}

  /** Start the one timer anew; {@code TimeUp} follows unless it is started again or stopped. */
  record StartTimer(Duration delay) implements Effect {}

  /** Stop the timer. */
  record StopTimer() implements Effect {}

  /** Find the meeting; {@code Found}, {@code NotFound} or {@code LookUpFailed} follows. */
  record LookUp(String id) implements Effect {}

  /** Compare the passcode of the meeting found; {@code PasscodeChecked} follows. */
  record CheckPasscode(String passcode) implements Effect {
    /** Passcodes stay out of logs. */
    @Override
    public String toString() {
      return "CheckPasscode[]";
    }
  }

  /** Go to the meeting found; {@code MustWait}, {@code Joined} or {@code Refused} follows. */
  record Enter(boolean moderator) implements Effect {}

  /** Leave the meeting, or the wait for it. */
  record Leave() implements Effect {}

  /** Mute the leg, or unmute it. */
  record ToggleMute() implements Effect {}

  /** A moderator's wish. */
  record Act(ModeratorAction action) implements Effect {}

  /** End the leg. Nothing follows. */
  record HangUp(EndReason reason) implements Effect {}
}
