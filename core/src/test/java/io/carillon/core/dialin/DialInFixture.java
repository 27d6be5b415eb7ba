package io.carillon.core.dialin;

import io.carillon.core.event.EventBus;
import io.carillon.core.meeting.Meeting;
import io.carillon.core.meeting.MeetingIds;
import io.carillon.core.meeting.MeetingRooms;
import io.carillon.core.meeting.MeetingService;
import io.carillon.core.meeting.RoomSettings;
import io.carillon.core.testkit.FakeLeg;
import io.carillon.core.testkit.FakeMix;
import io.carillon.core.testkit.HandClock;
import io.carillon.core.testkit.MemoryMeetingStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A house with one open and one moderated meeting, in which time stands until it is let pass. */
final class DialInFixture {
  final HandClock clock = new HandClock();
  final MemoryMeetingStore store = new MemoryMeetingStore();
  final List<FakeMix> mixes = new ArrayList<>();
  final MeetingRooms rooms;
  final DialIn dialIn;
  final Meeting open;
  final Meeting moderated;

  DialInFixture(Path recordings) {
    rooms =
        new MeetingRooms(
            new RoomSettings(3, recordings),
            id -> {
              mixes.add(new FakeMix());
              return mixes.getLast();
            },
            new EventBus(),
            clock,
            Runnable::run);
    MeetingService service = new MeetingService(store, new MeetingIds(new Random(7)), clock);
    open = service.create("open", false);
    moderated = service.create("moderated", true);
    dialIn =
        new DialIn(DialInSettings.DEFAULT, service, rooms, clock, Runnable::run, clock::nanoTime);
  }

  /** A device has dialled this user part and was answered. */
  FakeLeg dials(String name, String user) {
    FakeLeg leg = new FakeLeg(name);
    dialIn.answered(leg, DialString.parse(user));
    return leg;
  }

  /** A moderator of the moderated meeting, in it. */
  FakeLeg moderator() {
    FakeLeg leg = dials("moderator", moderated.moderatorId() + "**" + moderated.passcode());
    leg.did();
    return leg;
  }

  /** A participant of the moderated meeting. */
  FakeLeg participant(String name) {
    return dials(name, moderated.meetingId());
  }

  FakeMix mix() {
    return mixes.getLast();
  }
}
