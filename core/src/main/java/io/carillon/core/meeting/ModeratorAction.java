package io.carillon.core.meeting;

/** What a moderator can do to a meeting. The first two switch on and off. */
public enum ModeratorAction {
  RECORD,
  LOCK,
  MUTE_OTHERS,
  END
}
