package io.carillon.core.testkit;

import io.carillon.core.meeting.Meeting;
import io.carillon.core.meeting.MeetingStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Meetings in memory, for tests of what is not the store. For one thread. */
public final class MemoryMeetingStore implements MeetingStore {
  private final List<Meeting> meetings = new ArrayList<>();
  private boolean broken;

  /** From now on every look-up fails. */
  public void breakDown() {
    broken = true;
  }

  @Override
  public boolean add(Meeting meeting) {
    if (find(meeting.meetingId()).isPresent()
        || meeting.moderated() && find(meeting.moderatorId()).isPresent()) {
      return false;
    }
    return meetings.add(meeting);
  }

  @Override
  public Optional<Meeting> find(String id) {
    if (broken) {
      throw new IllegalStateException("the store is broken");
    }
    return meetings.stream()
        .filter(m -> id.equals(m.meetingId()) || id.equals(m.moderatorId()))
        .findFirst();
  }

  @Override
  public List<Meeting> list() {
    return meetings.reversed();
  }

  @Override
  public boolean end(String meetingId) {
    Optional<Meeting> found = find(meetingId).filter(m -> m.state() == Meeting.State.OPEN);
    found.ifPresent(
        m -> {
          meetings.remove(m);
          meetings.add(
              new Meeting(
                  m.meetingId(),
                  m.moderatorId(),
                  m.passcode(),
                  m.title(),
                  m.conferenceId(),
                  m.createdAt(),
                  Meeting.State.ENDED));
        });
    return found.isPresent();
  }
}
