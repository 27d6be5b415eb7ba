package io.carillon.core.dialin;

import io.carillon.core.call.EndReason;
import io.carillon.core.dialin.Effect.CheckPasscode;
import io.carillon.core.dialin.Effect.Enter;
import io.carillon.core.dialin.Effect.HangUp;
import io.carillon.core.dialin.Effect.Hush;
import io.carillon.core.dialin.Effect.Leave;
import io.carillon.core.dialin.Effect.LookUp;
import io.carillon.core.dialin.Effect.Loop;
import io.carillon.core.dialin.Effect.Play;
import io.carillon.core.dialin.Effect.StartTimer;
import io.carillon.core.dialin.Effect.StopTimer;
import io.carillon.core.dialin.Input.Answered;
import io.carillon.core.dialin.Input.Digit;
import io.carillon.core.dialin.Input.Found;
import io.carillon.core.dialin.Input.Joined;
import io.carillon.core.dialin.Input.LookUpFailed;
import io.carillon.core.dialin.Input.MeetingOver;
import io.carillon.core.dialin.Input.MustWait;
import io.carillon.core.dialin.Input.NotFound;
import io.carillon.core.dialin.Input.PasscodeChecked;
import io.carillon.core.dialin.Input.PromptsHeard;
import io.carillon.core.dialin.Input.Refused;
import io.carillon.core.dialin.Input.TimeUp;
import io.carillon.core.meeting.Attendee.Refusal;
import io.carillon.core.prompt.Prompt;
import io.carillon.core.prompt.Prompts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The way of one leg from the answer into its meeting and out again.
 *
 * <pre>
 *  NEW --answered--> ASKING_ID --ID complete--> LOOKING_UP --participant's ID--> ENTERING
 *   |                    ^                       |  |                             ^   |
 *   +--ID was dialled----|-----------------------+  +--moderators' ID             |   |
 *                        +--wrong, tries left----+  v                             |   |
 *                                         ASKING_PASSCODE --#--> CHECKING --right-+   |
 *                                                ^--wrong, tries left--+              |
 *  ENTERING --moderator not there--> WAITING --moderator came--> IN_MEETING <--joined-+
 *  any --no input, too many wrong, refused, meeting over--> LEAVING --goodbye heard--> GONE
 * </pre>
 *
 * <p>Keys pressed while the meeting is looked up are kept for the passcode. Every state has a timer
 * running but IN_MEETING, so that a prompt that is never heard or an answer that never comes leaves
 * no leg behind; all keys before the meeting are counted.
 *
 * <p>A state machine: an input gives effects, which {@link DialInSession} executes. Owned by the
 * session's strand.
 */
final class DialInFlow {
  static final int MAX_ENTRY = 16;
  static final int MAX_KEYS = 200;

  private static final int SHORT_ID = 10;
  private static final int LONG_ID = 13;

  /** No question or goodbye is as long as this. */
  private static final Duration PROMPTS_AT_MOST = Duration.ofSeconds(30);

  /** The store or the media plane has failed when it takes longer. */
  private static final Duration ANSWER_AT_MOST = Duration.ofSeconds(15);

  private final DialInSettings settings;
  private final DialString dialled;
  private final List<Effect> effects = new ArrayList<>();
  private final StringBuilder entry = new StringBuilder();
  private State state = State.NEW;
  private boolean idWasDialled;
  private String offeredPasscode;
  private int keys;
  private int silences;
  private int wrong;
  private EndReason goodbyeReason;
  private MeetingKeys meetingKeys;

  /** Where a leg stands. */
  enum State {
    NEW,
    ASKING_ID,
    LOOKING_UP,
    ASKING_PASSCODE,
    CHECKING,
    ENTERING,
    WAITING,
    IN_MEETING,
    LEAVING,
    GONE
  }

  DialInFlow(DialInSettings settings, DialString dialled) {
    this.settings = settings;
    this.dialled = dialled;
    this.offeredPasscode = dialled.passcode();
  }

  State state() {
    return state;
  }

  /** One step: the effects are to be executed in their order. */
  List<Effect> on(Input input) {
    effects.clear();
    if (input instanceof MeetingOver && state.ordinal() < State.LEAVING.ordinal()) {
      goodbye(EndReason.MEETING_ENDED, Prompts.MEETING_ENDED);
    } else if (input instanceof Digit && beforeMeeting() && ++keys > MAX_KEYS) {
      goodbye(EndReason.TOO_MANY_WRONG_IDS);
    } else {
      step(input);
    }
    return List.copyOf(effects);
  }

  private boolean beforeMeeting() {
    return state.ordinal() < State.ENTERING.ordinal();
  }

  private void step(Input input) {
    switch (state) {
      case NEW -> fresh(input);
      case ASKING_ID -> askingId(input);
      case LOOKING_UP -> lookingUp(input);
      case ASKING_PASSCODE -> askingPasscode(input);
      case CHECKING -> checking(input);
      case ENTERING -> entering(input);
      case WAITING -> waiting(input);
      case IN_MEETING -> inMeeting(input);
      case LEAVING -> {
        if (input instanceof PromptsHeard || input instanceof TimeUp) {
          state = State.GONE;
          effects.add(new StopTimer());
          effects.add(new HangUp(goodbyeReason));
        }
      }
      case GONE -> {}
    }
  }

  private void fresh(Input input) {
    if (!(input instanceof Answered)) {
      return;
    }
    if (dialled.meetingId().isEmpty()) {
      ask(State.ASKING_ID, Prompts.WELCOME, Prompts.ENTER_MEETING_ID);
    } else {
      idWasDialled = true;
      lookUp(dialled.meetingId());
    }
  }

  private void askingId(Input input) {
    switch (input) {
      case Digit(char key) when key == '#' -> {
        if (!entry.isEmpty()) {
          idEntered();
        }
      }
      case Digit(char key) -> {
        if (!collect(key)) {
          return;
        }
        if (entry.length() == LONG_ID) {
          idEntered();
        } else if (entry.length() == SHORT_ID) {
          effects.add(new StartTimer(settings.idPause()));
        }
      }
      case PromptsHeard() -> effects.add(new StartTimer(settings.noInput()));
      case TimeUp() when entry.isEmpty() -> silence(Prompts.ENTER_MEETING_ID);
      case TimeUp() -> idEntered();
      default -> {}
    }
  }

  private void idEntered() {
    String id = entry.toString();
    if (id.length() == SHORT_ID || id.length() == LONG_ID) {
      effects.add(new Hush());
      lookUp(id);
    } else {
      wrongId(Prompts.MEETING_ID_INCOMPLETE);
    }
  }

  private void lookUp(String id) {
    state = State.LOOKING_UP;
    silences = 0;
    entry.setLength(0);
    effects.add(new StartTimer(ANSWER_AT_MOST));
    effects.add(new LookUp(id));
  }

  private void lookingUp(Input input) {
    switch (input) {
      case Digit(char key) -> keepForPasscode(key);
      case Found(boolean moderator) when !moderator -> enter(false);
      case Found found when !offeredPasscode.isEmpty() -> check(takeOfferedPasscode());
      case Found found -> askPasscode();
      case NotFound() when idWasDialled -> {
        // Whoever wrote the address book was wrong, not who is to key in the ID now.
        idWasDialled = false;
        offeredPasscode = "";
        ask(State.ASKING_ID, Prompts.MEETING_ID_WRONG, Prompts.ENTER_MEETING_ID);
      }
      case NotFound() -> wrongId(Prompts.MEETING_ID_WRONG);
      case LookUpFailed() -> broken();
      case TimeUp() -> broken();
      default -> {}
    }
  }

  /** Speed dials send {@code ID#PASSCODE#} in one go. */
  private void keepForPasscode(char key) {
    if (entry.length() < MAX_ENTRY && (isDigit(key) || key == '#' && !entry.isEmpty())) {
      entry.append(key);
    }
  }

  private void askPasscode() {
    String ahead = entry.toString();
    wrong = 0;
    ask(State.ASKING_PASSCODE, Prompts.ENTER_PASSCODE);
    for (int i = 0; i < ahead.length() && state == State.ASKING_PASSCODE; i++) {
      askingPasscode(new Digit(ahead.charAt(i)));
    }
  }

  private void askingPasscode(Input input) {
    switch (input) {
      case Digit(char key) when key == '#' -> {
        if (!entry.isEmpty()) { // else it ended the ID
          check(entry.toString());
        }
      }
      case Digit(char key) -> collect(key);
      case PromptsHeard() -> effects.add(new StartTimer(settings.noInput()));
      case TimeUp() when entry.isEmpty() -> silence(Prompts.ENTER_PASSCODE);
      case TimeUp() -> check(entry.toString());
      default -> {}
    }
  }

  private String takeOfferedPasscode() {
    String passcode = offeredPasscode;
    offeredPasscode = "";
    return passcode;
  }

  private void check(String passcode) {
    state = State.CHECKING;
    silences = 0;
    entry.setLength(0);
    effects.add(new Hush());
    effects.add(new StartTimer(ANSWER_AT_MOST));
    effects.add(new CheckPasscode(passcode));
  }

  private void checking(Input input) {
    switch (input) {
      case PasscodeChecked(boolean right) when right -> enter(true);
      case PasscodeChecked checked -> {
        if (++wrong >= settings.tries()) {
          goodbye(EndReason.TOO_MANY_WRONG_PASSCODES, Prompts.PASSCODE_WRONG);
        } else {
          ask(State.ASKING_PASSCODE, Prompts.PASSCODE_WRONG, Prompts.ENTER_PASSCODE);
        }
      }
      case TimeUp() -> broken();
      default -> {}
    }
  }

  private void enter(boolean moderator) {
    state = State.ENTERING;
    entry.setLength(0);
    effects.add(new StartTimer(ANSWER_AT_MOST));
    effects.add(new Enter(moderator));
  }

  private void entering(Input input) {
    switch (input) {
      case MustWait() -> {
        state = State.WAITING;
        effects.add(new StartTimer(settings.maxWait()));
        effects.add(new Play(List.of(Prompts.WAITING_FOR_MODERATOR)));
      }
      case Joined joined -> joined(joined);
      case Refused(Refusal refusal) -> refused(refusal);
      case TimeUp() -> broken();
      default -> {}
    }
  }

  private void waiting(Input input) {
    switch (input) {
      case Digit(char key) when key == '*' ->
          effects.add(new Play(List.of(Prompts.WAITING_FOR_MODERATOR)));
      case PromptsHeard() -> effects.add(new Loop(Prompts.HOLD_MUSIC));
      case Joined joined -> joined(joined);
      case Refused(Refusal refusal) -> refused(refusal);
      case TimeUp() -> goodbye(EndReason.WAITED_TOO_LONG, Prompts.NO_MODERATOR_CAME);
      default -> {}
    }
  }

  private void joined(Joined joined) {
    state = State.IN_MEETING;
    meetingKeys = new MeetingKeys(joined.moderator());
    List<Prompt> prompts = new ArrayList<>();
    prompts.add(joined.moderator() ? Prompts.JOINING_AS_MODERATOR : Prompts.JOINING);
    if (joined.recorded()) {
      prompts.add(Prompts.MEETING_RECORDED);
    }
    effects.add(new StopTimer());
    effects.add(new Play(List.copyOf(prompts)));
  }

  private void inMeeting(Input input) {
    switch (input) {
      case Digit(char key) -> effects.addAll(meetingKeys.digit(key));
      case TimeUp() -> effects.addAll(meetingKeys.timeUp());
      default -> {}
    }
  }

  private void refused(Refusal refusal) {
    switch (refusal) {
      case FULL -> goodbye(EndReason.MEETING_FULL, Prompts.MEETING_FULL);
      case LOCKED -> goodbye(EndReason.MEETING_LOCKED, Prompts.MEETING_LOCKED);
      case ENDED -> goodbye(EndReason.MEETING_ENDED, Prompts.MEETING_ENDED);
      case FAILED -> broken();
    }
  }

  private void ask(State question, Prompt... prompts) {
    state = question;
    entry.setLength(0);
    effects.add(new StartTimer(PROMPTS_AT_MOST));
    effects.add(new Play(List.of(prompts)));
  }

  /** Takes a digit into the entry, or a star that clears it; false for other keys. */
  private boolean collect(char key) {
    if (key == '*') {
      entry.setLength(0);
      effects.add(new Hush());
      effects.add(new StartTimer(settings.noInput()));
      return true;
    }
    if (!isDigit(key)) {
      return false;
    }
    if (entry.isEmpty()) {
      effects.add(new Hush());
    }
    if (entry.length() < MAX_ENTRY) {
      entry.append(key);
    }
    effects.add(new StartTimer(settings.entryPause()));
    return true;
  }

  private void silence(Prompt question) {
    if (++silences >= settings.silences()) {
      goodbye(EndReason.NO_INPUT, Prompts.NOTHING_ENTERED);
    } else {
      ask(state, Prompts.NOTHING_ENTERED, question);
    }
  }

  private void wrongId(Prompt why) {
    silences = 0;
    if (++wrong >= settings.tries()) {
      goodbye(EndReason.TOO_MANY_WRONG_IDS, why);
    } else {
      ask(State.ASKING_ID, why, Prompts.ENTER_MEETING_ID);
    }
  }

  private void broken() {
    goodbye(EndReason.INTERNAL_ERROR, Prompts.TECHNICAL_PROBLEM);
  }

  private void goodbye(EndReason reason, Prompt... why) {
    if (state.ordinal() >= State.ENTERING.ordinal()) {
      effects.add(new Leave());
    }
    state = State.LEAVING;
    goodbyeReason = reason;
    List<Prompt> prompts = new ArrayList<>(List.of(why));
    prompts.add(Prompts.GOODBYE);
    effects.add(new StartTimer(PROMPTS_AT_MOST));
    effects.add(new Play(List.copyOf(prompts)));
  }

  private static boolean isDigit(char key) {
    return key >= '0' && key <= '9';
  }
}
