package io.carillon.core.meeting;

import io.carillon.core.call.MeetingAudio;
import io.carillon.core.event.EventBus;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * The meetings going on: a room is opened for the first leg and removed with the last.
 *
 * <p>Thread-safe; every method returns at once.
 */
public final class MeetingRooms {
  private final RoomSettings settings;
  private final MeetingAudio.Factory mixes;
  private final EventBus events;
  private final Clock clock;
  private final Executor executor;
  private final Map<String, MeetingRoom> rooms = new ConcurrentHashMap<>();

  /** Meetings ended for good since the start: a leg that looked one up just before stays out. */
  private final Set<String> ended = ConcurrentHashMap.newKeySet();

  /**
   * @param mixes the media plane
   * @param executor runs the strands of the rooms; virtual threads
   */
  public MeetingRooms(
      RoomSettings settings,
      MeetingAudio.Factory mixes,
      EventBus events,
      Clock clock,
      Executor executor) {
    this.settings = Objects.requireNonNull(settings, "settings");
    this.mixes = Objects.requireNonNull(mixes, "mixes");
    this.events = Objects.requireNonNull(events, "events");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.executor = Objects.requireNonNull(executor, "executor");
  }

  /**
   * Brings a leg to its meeting; the attendee is told what becomes of it.
   *
   * @param moderator whether the leg has shown the passcode
   */
  public void enter(Meeting meeting, Attendee attendee, boolean moderator) {
    if (ended.contains(meeting.meetingId())) {
      attendee.refused(Attendee.Refusal.ENDED);
      return;
    }
    // A room leaves the map before it refuses newcomers, so that the second try opens a new one.
    MeetingRoom room = rooms.computeIfAbsent(meeting.meetingId(), id -> open(meeting));
    room.enter(attendee, moderator, () -> enter(meeting, attendee, moderator));
    if (ended.contains(meeting.meetingId())) {
      room.end();
    }
  }

  /** The room of a meeting in which somebody is or for which somebody waits. */
  public Optional<MeetingRoom> room(String meetingId) {
    return Optional.ofNullable(rooms.get(meetingId));
  }

  /** Every meeting going on. */
  public List<RoomSnapshot> snapshots() {
    return rooms.values().stream().map(MeetingRoom::snapshot).toList();
  }

  /** Ends a meeting for good, whether somebody is in it or not. */
  public void endForGood(String meetingId) {
    ended.add(meetingId);
    room(meetingId).ifPresent(MeetingRoom::end);
  }

  private MeetingRoom open(Meeting meeting) {
    return new MeetingRoom(meeting, settings, mixes, events, clock, executor, this::closed);
  }

  private void closed(MeetingRoom room) {
    rooms.remove(room.meeting().meetingId(), room);
  }
}
