package io.carillon.core.meeting;

import io.carillon.core.event.DomainEvent.MeetingRef;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A meeting that can be dialled into, whether somebody is in it or not.
 *
 * @param meetingId 10 digits; who keys it in joins as a participant
 * @param moderatorId 13 digits asking for the passcode, or null when the meeting has no moderators
 * @param passcode 6 digits that make a moderator, null without moderators; operators are shown it,
 *     so it is kept as it is
 * @param title 0-200 characters
 * @param conferenceId names the meeting in events and reports
 * @param createdAt to the millisecond
 * @param state whether it can still be joined
 */
public record Meeting(
    String meetingId,
    String moderatorId,
    String passcode,
    String title,
    UUID conferenceId,
    Instant createdAt,
    State state) {

  public static final int MAX_TITLE = 200;

  private static final Pattern MEETING_ID = Pattern.compile("[0-9]{10}");
  private static final Pattern MODERATOR_ID = Pattern.compile("[0-9]{13}");
  private static final Pattern PASSCODE = Pattern.compile("[0-9]{6}");

  /** Whether a meeting can be joined. */
  public enum State {
    /** Its IDs work. */
    OPEN,
    /** An operator ended it for good; its IDs are wrong IDs now and are not given out again. */
    ENDED
  }

  public Meeting {
    require(MEETING_ID, meetingId, "meeting ID", "10 digits");
    if ((moderatorId == null) != (passcode == null)) {
      throw new IllegalArgumentException("moderator ID and passcode come together");
    }
    if (moderatorId != null) {
      require(MODERATOR_ID, moderatorId, "moderator ID", "13 digits");
      require(PASSCODE, passcode, "passcode", "6 digits");
    }
    if (title.length() > MAX_TITLE) {
      throw new IllegalArgumentException(
          "title: at most " + MAX_TITLE + " characters, not " + title.length());
    }
    Objects.requireNonNull(conferenceId, "conferenceId");
    Objects.requireNonNull(createdAt, "createdAt");
    Objects.requireNonNull(state, "state");
  }

  /** True when it has moderators and starts with the first of them. */
  public boolean moderated() {
    return moderatorId != null;
  }

  /** How events name it. */
  public MeetingRef ref() {
    return new MeetingRef(meetingId, conferenceId.toString(), title);
  }

  /** The passcode stays out of logs. */
  @Override
  public String toString() {
    return "Meeting[" + meetingId + (moderated() ? ", moderated, " : ", ") + state + "]";
  }

  private static void require(Pattern pattern, String value, String what, String allowed) {
    if (value == null || !pattern.matcher(value).matches()) {
      throw new IllegalArgumentException(what + ": allowed are " + allowed);
    }
  }
}
