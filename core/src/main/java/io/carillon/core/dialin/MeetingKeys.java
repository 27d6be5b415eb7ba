package io.carillon.core.dialin;

import io.carillon.core.dialin.Effect.Act;
import io.carillon.core.dialin.Effect.Play;
import io.carillon.core.dialin.Effect.StartTimer;
import io.carillon.core.dialin.Effect.StopTimer;
import io.carillon.core.dialin.Effect.ToggleMute;
import io.carillon.core.meeting.ModeratorAction;
import io.carillon.core.prompt.Prompt;
import io.carillon.core.prompt.Prompts;
import java.time.Duration;
import java.util.List;

/**
 * The keys inside a meeting. Every command begins with a star; other keys do nothing, since people
 * lean on keypads.
 *
 * <pre>
 *   *6          mute or unmute yourself            everyone
 *   *0 **  *    the keys, spoken                   everyone; a single star after a pause
 *   *2          start or stop the recording        moderators
 *   *5          mute everyone else                 moderators
 *   *7          lock or unlock                     moderators
 *   *9 then 9   end the meeting for everyone       moderators; # does for the second 9,
 *               (any other key: not)               also keyed quickly as *99
 * </pre>
 *
 * <p>A state machine without effects of its own; owned by the strand of the leg's session.
 */
final class MeetingKeys {
  private static final Duration AFTER_STAR = Duration.ofSeconds(3);
  private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(10);

  private final boolean moderator;
  private State state = State.IDLE;

  private enum State {
    IDLE,
    STAR,
    CONFIRM_END
  }

  MeetingKeys(boolean moderator) {
    this.moderator = moderator;
  }

  List<Effect> digit(char key) {
    return switch (state) {
      case IDLE -> {
        if (key != '*') {
          yield List.of();
        }
        state = State.STAR;
        yield List.of(new StartTimer(AFTER_STAR));
      }
      case STAR -> {
        state = State.IDLE;
        yield afterStar(key);
      }
      case CONFIRM_END -> {
        state = State.IDLE;
        yield key == '9' || key == '#'
            ? List.of(new StopTimer(), new Act(ModeratorAction.END))
            : List.of(new StopTimer(), play(Prompts.NOT_ENDED));
      }
    };
  }

  List<Effect> timeUp() {
    State before = state;
    state = State.IDLE;
    return switch (before) {
      case IDLE -> List.of();
      case STAR -> List.of(menu());
      case CONFIRM_END -> List.of(play(Prompts.NOT_ENDED));
    };
  }

  private List<Effect> afterStar(char key) {
    return switch (key) {
      case '6' -> List.of(new StopTimer(), new ToggleMute());
      case '*', '0' -> List.of(new StopTimer(), menu());
      case '2' -> act(ModeratorAction.RECORD);
      case '5' -> act(ModeratorAction.MUTE_OTHERS);
      case '7' -> act(ModeratorAction.LOCK);
      case '9' -> {
        if (!moderator) {
          yield moderatorsOnly();
        }
        state = State.CONFIRM_END;
        yield List.of(new StartTimer(CONFIRM_WITHIN), play(Prompts.CONFIRM_END));
      }
      default -> List.of(new StopTimer(), play(Prompts.UNKNOWN_KEY));
    };
  }

  private List<Effect> act(ModeratorAction action) {
    return moderator ? List.of(new StopTimer(), new Act(action)) : moderatorsOnly();
  }

  private static List<Effect> moderatorsOnly() {
    return List.of(new StopTimer(), play(Prompts.MODERATORS_ONLY));
  }

  private Effect menu() {
    return new Play(
        moderator
            ? List.of(Prompts.MENU_MODERATOR, Prompts.MENU_PARTICIPANT)
            : List.of(Prompts.MENU_PARTICIPANT));
  }

  private static Effect play(Prompt prompt) {
    return new Play(List.of(prompt));
  }
}
