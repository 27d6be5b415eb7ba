package io.carillon.core.meeting;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What operators do with meetings. Thread-safe; methods block on the store for some milliseconds.
 */
public final class MeetingDesk {
  private final MeetingService service;
  private final MeetingRooms rooms;

  public MeetingDesk(MeetingService service, MeetingRooms rooms) {
    this.service = Objects.requireNonNull(service, "service");
    this.rooms = Objects.requireNonNull(rooms, "rooms");
  }

  /**
   * A meeting and, while somebody is there, how it stands.
   *
   * @param room empty when nobody is in it and nobody waits
   */
  public record Status(Meeting meeting, Optional<RoomSnapshot> room) {}

  /**
   * Makes a meeting that can be joined at once.
   *
   * @throws IllegalArgumentException when the title is longer than 200 characters
   */
  public Meeting create(String title, boolean moderated) {
    return service.create(title, moderated);
  }

  /** Every meeting, ended ones too, newest first. */
  public List<Status> list() {
    return service.list().stream().map(this::status).toList();
  }

  /** The meeting with this 10- or 13-digit ID. */
  public Optional<Status> show(String id) {
    return service.find(id).map(this::status);
  }

  /**
   * Ends a meeting for good: who is in it is told and taken out, its IDs work no more.
   *
   * @return false when there is none with this ID or it was ended before
   */
  public boolean end(String id) {
    Optional<Meeting> meeting = service.find(id);
    if (meeting.isEmpty() || !service.end(id)) {
      return false;
    }
    rooms.endForGood(meeting.get().meetingId());
    return true;
  }

  private Status status(Meeting meeting) {
    return new Status(meeting, rooms.room(meeting.meetingId()).map(MeetingRoom::snapshot));
  }
}
