package io.carillon.core.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.DomainEvent.ActiveSpeakerChanged;
import io.carillon.core.event.DomainEvent.MeetingEnded;
import io.carillon.core.event.DomainEvent.MeetingStarted;
import io.carillon.core.event.DomainEvent.ModeratorActed;
import io.carillon.core.event.DomainEvent.ParticipantJoined;
import io.carillon.core.event.DomainEvent.ParticipantLeft;
import io.carillon.core.event.DomainEvent.RecordingFailed;
import io.carillon.core.event.DomainEvent.RecordingStarted;
import io.carillon.core.event.DomainEvent.RecordingStopped;
import io.carillon.core.event.EventBus;
import io.carillon.core.testkit.FakeLeg;
import io.carillon.core.testkit.FakeMix;
import io.carillon.core.testkit.HandClock;
import io.carillon.core.testkit.MemoryMeetingStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeetingRoomTest {
  @TempDir Path recordings;

  private final HandClock clock = new HandClock();
  private final List<DomainEvent> events = new ArrayList<>();
  private final List<FakeMix> mixes = new ArrayList<>();
  private MeetingRooms rooms;
  private Meeting open;
  private Meeting moderated;

  /** Follows one leg. */
  private static final class Guest implements Attendee {
    final FakeLeg leg;
    final List<String> told = new ArrayList<>();

    Guest(String name) {
      leg = new FakeLeg(name);
    }

    @Override
    public FakeLeg leg() {
      return leg;
    }

    @Override
    public void waiting() {
      told.add("waiting");
    }

    @Override
    public void joined(boolean moderator, boolean recorded) {
      told.add("joined" + (moderator ? " moderator" : "") + (recorded ? " recorded" : ""));
    }

    @Override
    public void refused(Refusal refusal) {
      told.add("refused " + refusal);
    }

    @Override
    public void meetingEnded() {
      told.add("ended");
    }
  }

  @BeforeEach
  void rooms() {
    EventBus bus = new EventBus();
    bus.subscribe(events::add);
    rooms =
        new MeetingRooms(
            new RoomSettings(4, recordings),
            id -> {
              mixes.add(new FakeMix());
              return mixes.getLast();
            },
            bus,
            clock,
            Runnable::run);
    MeetingService service =
        new MeetingService(new MemoryMeetingStore(), new MeetingIds(new SecureRandom()), clock);
    open = service.create("open", false);
    moderated = service.create("moderated", true);
  }

  @Test
  void anOpenMeetingStartsWithTheFirstAndEndsWithTheLast() {
    Guest ann = enter(open, "ann", false);
    Guest bob = enter(open, "bob", false);

    assertThat(ann.told).containsExactly("joined");
    assertThat(ann.leg.mix()).isSameAs(bob.leg.mix()).isSameAs(mixes.getFirst());
    assertThat(happened(MeetingStarted.class)).hasSize(1);
    assertThat(happened(ParticipantJoined.class))
        .extracting(e -> e.leg().fromUser())
        .containsExactly("ann", "bob");

    ann.leg.hangUp();
    assertThat(happened(MeetingEnded.class)).isEmpty();
    bob.leg.hangUp();

    assertThat(happened(ParticipantLeft.class)).hasSize(2);
    assertThat(happened(MeetingEnded.class)).hasSize(1);
    assertThat(mixes.getFirst().closed()).isTrue();
    assertThat(rooms.room(open.meetingId())).isEmpty();
    assertThat(rooms.snapshots()).isEmpty();
  }

  @Test
  void aModeratedMeetingWaitsForItsModerator() {
    Guest ann = enter(moderated, "ann", false);
    assertThat(ann.told).containsExactly("waiting");
    assertThat(mixes).isEmpty();
    assertThat(happened(MeetingStarted.class)).isEmpty();

    Guest mod = enter(moderated, "mod", true);

    assertThat(mod.told).containsExactly("joined moderator");
    assertThat(ann.told).containsExactly("waiting", "joined");
    assertThat(happened(ParticipantJoined.class))
        .extracting(ParticipantJoined::moderator)
        .containsExactly(true, false);
  }

  @Test
  void whenTheLastModeratorLeavesTheMeetingGoesOnAndLetsNewcomersIn() {
    Guest ann = enter(moderated, "ann", false);
    Guest mod = enter(moderated, "mod", true);

    mod.leg.hangUp();
    Guest late = enter(moderated, "late", false);

    assertThat(late.told).containsExactly("joined");
    assertThat(ann.leg.endReason()).isNull();

    ann.leg.hangUp();
    late.leg.hangUp();
    assertThat(enter(moderated, "next week", false).told).containsExactly("waiting");
  }

  @Test
  void whoHangsUpWhileWaitingLeavesNothingBehind() {
    Guest ann = enter(moderated, "ann", false);

    ann.leg.hangUp();

    assertThat(rooms.room(moderated.meetingId())).isEmpty();
    assertThat(events).isEmpty();
  }

  @Test
  void aFullMeetingRefusesAndKeepsAPlaceForTheModerator() {
    for (String name : List.of("a", "b", "c")) {
      assertThat(enter(moderated, name, false).told).containsExactly("waiting");
    }
    assertThat(enter(moderated, "d", false).told).containsExactly("refused FULL");

    assertThat(enter(moderated, "mod", true).told).containsExactly("joined moderator");
    assertThat(enter(moderated, "e", false).told).containsExactly("refused FULL");
    assertThat(enter(moderated, "mod2", true).told).containsExactly("refused FULL");
  }

  @Test
  void aLockedMeetingLetsInModeratorsOnly() {
    Guest mod = enter(moderated, "mod", true);
    act(mod, ModeratorAction.LOCK);
    assertThat(mixes.getFirst().announced()).endsWith("now-locked");

    assertThat(enter(moderated, "ann", false).told).containsExactly("refused LOCKED");
    assertThat(enter(moderated, "mod2", true).told).containsExactly("joined moderator");

    act(mod, ModeratorAction.LOCK);
    assertThat(mixes.getFirst().announced()).endsWith("now-unlocked");
    assertThat(enter(moderated, "bob", false).told).containsExactly("joined");
    assertThat(actions()).containsExactly("lock", "unlock");
  }

  @Test
  void mutingTheOthersMutesThemAndTellsEach() {
    Guest mod = enter(moderated, "mod", true);
    Guest ann = enter(moderated, "ann", false);

    act(mod, ModeratorAction.MUTE_OTHERS);

    assertThat(ann.leg.muted()).isTrue();
    assertThat(ann.leg.last()).isEqualTo("play muted-by-moderator");
    assertThat(mod.leg.muted()).isFalse();
    assertThat(mod.leg.last()).isEqualTo("play others-muted");

    room(moderated).toggleMute(ann.leg);
    assertThat(ann.leg.muted()).isFalse();
    assertThat(ann.leg.last()).isEqualTo("play you-are-unmuted");
  }

  @Test
  void whoIsNoModeratorMayNotAct() {
    Guest mod = enter(moderated, "mod", true);
    Guest ann = enter(moderated, "ann", false);

    act(ann, ModeratorAction.END);

    assertThat(ann.leg.last()).isEqualTo("play moderators-only");
    assertThat(mod.told).containsExactly("joined moderator");
    assertThat(actions()).isEmpty();
  }

  @Test
  void aRecordingIsAnnouncedToAllAndToWhoComesLater() throws IOException {
    Guest mod = enter(moderated, "mod", true);
    act(mod, ModeratorAction.RECORD);

    assertThat(mixes.getFirst().announced()).endsWith("recording-started");
    Path file = Path.of(happened(RecordingStarted.class).getFirst().file());
    assertThat(file)
        .exists()
        .hasParent(recordings.resolve(moderated.meetingId()))
        .hasFileName("20261120T120000000Z.wav");
    assertThat(room(moderated).snapshot().recording()).isEqualTo(file.toString());
    assertThat(enter(moderated, "ann", false).told).containsExactly("joined recorded");

    act(mod, ModeratorAction.RECORD);
    assertThat(mixes.getFirst().announced()).endsWith("recording-stopped");
    assertThat(happened(RecordingStopped.class))
        .extracting(RecordingStopped::durationMillis)
        .containsExactly(1234L);
    assertThat(actions()).containsExactly("record-start", "record-stop");
  }

  @Test
  void aRecordingThatCannotBeWrittenIsToldToWhoAskedForIt() throws IOException {
    Guest mod = enter(moderated, "mod", true);
    Files.writeString(recordings.resolve(moderated.meetingId()), "in the way");

    act(mod, ModeratorAction.RECORD);

    assertThat(mod.leg.last()).isEqualTo("play recording-failed");
    assertThat(happened(RecordingFailed.class)).hasSize(1);
    assertThat(happened(RecordingStarted.class)).isEmpty();
  }

  @Test
  void aRecordingThatBreaksIsToldToEveryoneAtOnce() {
    Guest mod = enter(moderated, "mod", true);
    act(mod, ModeratorAction.RECORD);

    mixes.getFirst().breakRecording();

    assertThat(mixes.getFirst().announced()).endsWith("recording-failed");
    assertThat(mixes.getFirst().recording()).isFalse();
    assertThat(room(moderated).snapshot().recording()).isNull();
    assertThat(happened(RecordingFailed.class))
        .singleElement()
        .satisfies(failed -> assertThat(failed.failure()).contains("No space left"));
    assertThat(happened(RecordingStopped.class)).isEmpty();
  }

  @Test
  void theEndOfTheMeetingStopsItsRecording() {
    Guest mod = enter(moderated, "mod", true);
    act(mod, ModeratorAction.RECORD);

    mod.leg.hangUp();

    assertThat(happened(RecordingStopped.class)).hasSize(1);
    assertThat(mixes.getFirst().recording()).isFalse();
  }

  @Test
  void endingTellsEveryoneAndLeavesTheIdUsable() {
    Guest mod = enter(moderated, "mod", true);
    Guest ann = enter(moderated, "ann", false);

    act(mod, ModeratorAction.END);

    assertThat(ann.told).endsWith("ended");
    assertThat(mod.told).endsWith("ended");
    assertThat(ann.leg.mix()).isNull();
    assertThat(happened(MeetingEnded.class)).hasSize(1);
    assertThat(happened(ParticipantLeft.class)).hasSize(2);
    assertThat(rooms.snapshots()).isEmpty();

    ann.leg.hangUp();
    assertThat(happened(ParticipantLeft.class)).hasSize(2);
    assertThat(enter(moderated, "bob", false).told).containsExactly("waiting");
  }

  @Test
  void endedForGoodKeepsOutWhoLookedItUpBefore() {
    Guest ann = enter(open, "ann", false);

    rooms.endForGood(open.meetingId());

    assertThat(ann.told).endsWith("ended");
    assertThat(enter(open, "bob", false).told).containsExactly("refused ENDED");
  }

  @Test
  void aLegThatEndsWhileItsMediaIsMovedIsTakenOut() {
    Guest ann = new Guest("ann");
    ann.leg.joinSlowly();
    rooms.enter(open, ann, false);

    ann.leg.hangUp();
    ann.leg.joinDone();

    assertThat(ann.leg.mix()).isNull();
    assertThat(ann.told).isEmpty();
    assertThat(events).isEmpty();
    assertThat(rooms.snapshots()).isEmpty();
    assertThat(mixes.getFirst().closed()).isTrue();
  }

  @Test
  void aLegTheMixDoesNotTakeIsRefused() {
    Guest ann = new Guest("ann");
    ann.leg.joinSlowly();
    rooms.enter(open, ann, false);

    ann.leg.joinFails();

    assertThat(ann.told).containsExactly("refused FAILED");
    assertThat(rooms.snapshots()).isEmpty();
  }

  @Test
  void tonesTellWhoComesAndGoesButDoNotRingInRows() {
    enter(open, "ann", false);
    enter(open, "bob", false);
    assertThat(mixes.getFirst().announced()).containsExactly("tone-join");

    clock.pass(Duration.ofSeconds(2));
    Guest cid = enter(open, "cid", false);
    assertThat(mixes.getFirst().announced()).containsExactly("tone-join");

    clock.pass(Duration.ofSeconds(2));
    cid.leg.hangUp();
    assertThat(mixes.getFirst().announced()).containsExactly("tone-leave");
  }

  @Test
  void operatorsSeeWhoIsThereAndWhoTalks() {
    Guest ann = enter(open, "ann", false);
    Guest bob = enter(open, "bob", false);
    room(open).toggleMute(bob.leg);
    mixes.getFirst().speaks(ann.leg);
    mixes.getFirst().speaks(ann.leg);

    RoomSnapshot snapshot = room(open).snapshot();
    assertThat(snapshot.participants()).isEqualTo(2);
    assertThat(snapshot.activeSpeaker()).isEqualTo("ann");
    assertThat(snapshot.roster())
        .extracting(e -> e.leg().transactionId(), RoomSnapshot.Entry::muted)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("ann", false),
            org.assertj.core.groups.Tuple.tuple("bob", true));
    assertThat(happened(ActiveSpeakerChanged.class)).hasSize(1);
  }

  private Guest enter(Meeting meeting, String name, boolean moderator) {
    Guest guest = new Guest(name);
    rooms.enter(meeting, guest, moderator);
    return guest;
  }

  private void act(Guest guest, ModeratorAction action) {
    room(moderated).act(guest.leg, action);
  }

  private MeetingRoom room(Meeting meeting) {
    return rooms.room(meeting.meetingId()).orElseThrow();
  }

  private List<String> actions() {
    return happened(ModeratorActed.class).stream().map(ModeratorActed::action).toList();
  }

  private <T extends DomainEvent> List<T> happened(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
