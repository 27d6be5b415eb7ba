package io.carillon.core.meeting;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The meetings there are: made, found and ended for good. Who is in them is the matter of {@link
 * MeetingRooms}.
 *
 * <p>Thread-safe; methods that reach the store block.
 */
public final class MeetingService {
  /** Of 9 * 10^9 IDs so many are never taken in a row unless the random source is broken. */
  private static final int DRAWS = 20;

  private final MeetingStore store;
  private final MeetingIds ids;
  private final Clock clock;

  public MeetingService(MeetingStore store, MeetingIds ids, Clock clock) {
    this.store = Objects.requireNonNull(store, "store");
    this.ids = Objects.requireNonNull(ids, "ids");
    this.clock = Objects.requireNonNull(clock, "clock");
  }

  /**
   * Makes a meeting that can be joined at once.
   *
   * @param title 0-200 characters
   * @param moderated true gives it a moderator ID and a passcode
   * @throws IllegalArgumentException when the title is too long
   */
  public Meeting create(String title, boolean moderated) {
    for (int i = 0; i < DRAWS; i++) {
      Meeting meeting =
          new Meeting(
              ids.meetingId(),
              moderated ? ids.moderatorId() : null,
              moderated ? ids.passcode() : null,
              title.strip(),
              UUID.randomUUID(),
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              Meeting.State.OPEN);
      if (store.add(meeting)) {
        return meeting;
      }
    }
    throw new IllegalStateException("no free meeting ID in " + DRAWS + " draws");
  }

  /** Every meeting, ended ones too, newest first. */
  public List<Meeting> list() {
    return store.list();
  }

  /** The meeting with this 10- or 13-digit ID, ended or not. */
  public Optional<Meeting> find(String id) {
    return store.find(id);
  }

  /** What a dialled ID leads to: an open meeting and the role it asks for. */
  public Optional<Invitation> invitation(String id) {
    return store
        .find(id)
        .filter(meeting -> meeting.state() == Meeting.State.OPEN)
        .map(meeting -> new Invitation(meeting, id.equals(meeting.moderatorId())));
  }

  /** Ends a meeting for good; false when there is none with this ID or it was ended before. */
  public boolean end(String id) {
    return store.find(id).map(meeting -> store.end(meeting.meetingId())).orElse(false);
  }

  /** Whether this is the moderator passcode; takes the same time for every wrong one. */
  public static boolean passcodeIsRight(Meeting meeting, String passcode) {
    return meeting.moderated()
        && MessageDigest.isEqual(
            meeting.passcode().getBytes(StandardCharsets.US_ASCII),
            passcode.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * A meeting found by a dialled ID.
   *
   * @param moderator true when the ID was the moderators', so that the passcode is asked for
   */
  public record Invitation(Meeting meeting, boolean moderator) {}
}
