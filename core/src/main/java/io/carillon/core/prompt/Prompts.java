package io.carillon.core.prompt;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;

/**
 * Every prompt the server plays. The sounds are made from {@code conf/prompts/prompts.txt} by
 * {@code conf/prompts/make-prompts}; the texts here are the same, for displays and for readers.
 */
public final class Prompts {
  public static final Prompt WELCOME = new Prompt("welcome");
  public static final Prompt ENTER_MEETING_ID = new Prompt("enter-meeting-id");
  public static final Prompt NOTHING_ENTERED = new Prompt("nothing-entered");
  public static final Prompt MEETING_ID_WRONG = new Prompt("meeting-id-wrong");
  public static final Prompt MEETING_ID_INCOMPLETE = new Prompt("meeting-id-incomplete");
  public static final Prompt ENTER_PASSCODE = new Prompt("enter-passcode");
  public static final Prompt PASSCODE_WRONG = new Prompt("passcode-wrong");
  public static final Prompt WAITING_FOR_MODERATOR = new Prompt("waiting-for-moderator");
  public static final Prompt NO_MODERATOR_CAME = new Prompt("no-moderator-came");
  public static final Prompt JOINING = new Prompt("joining");
  public static final Prompt JOINING_AS_MODERATOR = new Prompt("joining-as-moderator");
  public static final Prompt MEETING_FULL = new Prompt("meeting-full");
  public static final Prompt MEETING_LOCKED = new Prompt("meeting-locked");
  public static final Prompt MEETING_ENDED = new Prompt("meeting-ended");
  public static final Prompt TECHNICAL_PROBLEM = new Prompt("technical-problem");
  public static final Prompt GOODBYE = new Prompt("goodbye");
  public static final Prompt YOU_ARE_MUTED = new Prompt("you-are-muted");
  public static final Prompt YOU_ARE_UNMUTED = new Prompt("you-are-unmuted");
  public static final Prompt MUTED_BY_MODERATOR = new Prompt("muted-by-moderator");
  public static final Prompt OTHERS_MUTED = new Prompt("others-muted");
  public static final Prompt NOW_LOCKED = new Prompt("now-locked");
  public static final Prompt NOW_UNLOCKED = new Prompt("now-unlocked");
  public static final Prompt RECORDING_STARTED = new Prompt("recording-started");
  public static final Prompt RECORDING_STOPPED = new Prompt("recording-stopped");
  public static final Prompt RECORDING_FAILED = new Prompt("recording-failed");
  public static final Prompt MEETING_RECORDED = new Prompt("meeting-recorded");
  public static final Prompt CONFIRM_END = new Prompt("confirm-end");
  public static final Prompt NOT_ENDED = new Prompt("not-ended");
  public static final Prompt MODERATORS_ONLY = new Prompt("moderators-only");
  public static final Prompt UNKNOWN_KEY = new Prompt("unknown-key");
  public static final Prompt MENU_PARTICIPANT = new Prompt("menu-participant");
  public static final Prompt MENU_MODERATOR = new Prompt("menu-moderator");
  public static final Prompt TONE_JOIN = new Prompt("tone-join");
  public static final Prompt TONE_LEAVE = new Prompt("tone-leave");
  public static final Prompt HOLD_MUSIC = new Prompt("hold-music");

  /** The music heard while waiting, a loop of some seconds; and the tones. They have no text. */
  public static final Set<Prompt> SOUNDS = Set.of(TONE_JOIN, TONE_LEAVE, HOLD_MUSIC);

  /** What each spoken prompt says. */
  public static final Map<Prompt, String> TEXTS =
      Map.ofEntries(
          entry(WELCOME, "Welcome to Carillon."),
          entry(ENTER_MEETING_ID, "Enter your ten or thirteen digit meeting I D."),
          entry(NOTHING_ENTERED, "Nothing was entered."),
          entry(MEETING_ID_WRONG, "There is no meeting with that I D."),
          entry(MEETING_ID_INCOMPLETE, "That I D is not complete."),
          entry(ENTER_PASSCODE, "Enter the moderator passcode, then press pound."),
          entry(PASSCODE_WRONG, "That passcode is wrong."),
          entry(WAITING_FOR_MODERATOR, "Please wait for a moderator."),
          entry(NO_MODERATOR_CAME, "No moderator has come."),
          entry(JOINING, "You are joining the meeting."),
          entry(JOINING_AS_MODERATOR, "You are the moderator. For help, press star."),
          entry(MEETING_FULL, "The meeting is full."),
          entry(MEETING_LOCKED, "The meeting is locked."),
          entry(MEETING_ENDED, "The meeting has ended."),
          entry(TECHNICAL_PROBLEM, "Something went wrong. Please call again."),
          entry(GOODBYE, "Goodbye."),
          entry(YOU_ARE_MUTED, "You are muted."),
          entry(YOU_ARE_UNMUTED, "You are unmuted."),
          entry(MUTED_BY_MODERATOR, "A moderator muted you. To speak, press star six."),
          entry(OTHERS_MUTED, "Everyone else is muted."),
          entry(NOW_LOCKED, "The meeting is now locked."),
          entry(NOW_UNLOCKED, "The meeting is now unlocked."),
          entry(RECORDING_STARTED, "The recording has started."),
          entry(RECORDING_STOPPED, "The recording has stopped."),
          entry(RECORDING_FAILED, "The recording failed."),
          entry(MEETING_RECORDED, "This meeting is being recorded."),
          entry(CONFIRM_END, "To end the meeting for everyone, press nine."),
          entry(NOT_ENDED, "The meeting goes on."),
          entry(MODERATORS_ONLY, "Only a moderator can do that."),
          entry(UNKNOWN_KEY, "That key does nothing."),
          entry(MENU_PARTICIPANT, "To mute or unmute, press star six. For this help, star zero."),
          entry(
              MENU_MODERATOR,
              "Record, star two. Mute the others, star five. Lock or unlock, star seven. End the"
                  + " meeting, star nine nine."));

  private Prompts() {}
}
