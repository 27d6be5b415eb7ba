package io.carillon.core.meeting;

import io.carillon.core.call.Leg;
import io.carillon.core.call.MeetingAudio;
import io.carillon.core.concurrent.Strand;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.DomainEvent.ActiveSpeakerChanged;
import io.carillon.core.event.DomainEvent.MeetingEnded;
import io.carillon.core.event.DomainEvent.MeetingStarted;
import io.carillon.core.event.DomainEvent.ModeratorActed;
import io.carillon.core.event.DomainEvent.ParticipantJoined;
import io.carillon.core.event.DomainEvent.ParticipantLeft;
import io.carillon.core.event.EventBus;
import io.carillon.core.meeting.Attendee.Refusal;
import io.carillon.core.meeting.Place.State;
import io.carillon.core.prompt.Prompt;
import io.carillon.core.prompt.Prompts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A meeting while somebody is in it or waits for it.
 *
 * <ul>
 *   <li>A meeting without moderators starts with the first participant. A moderated one starts with
 *       its first moderator; who came before waits, and all who wait are let in then.
 *   <li>Once started it goes on when the last moderator leaves, and newcomers are let in: a
 *       moderator whose line drops does not throw the others out. It ends with its last leg.
 *   <li>A locked meeting lets in moderators only.
 *   <li>Waiting legs count towards the limit, but leave one place free for the moderator.
 * </ul>
 *
 * <p>Every method may be called from any thread and returns at once; the work is done on the room's
 * strand, which owns the state.
 */
public final class MeetingRoom {
  private static final Logger LOG = LoggerFactory.getLogger(MeetingRoom.class);

  /** In larger meetings somebody comes or goes all the time. */
  private static final int TONES_UP_TO = 25;

  /** A tone per leg of those let in together would ring for minutes. */
  private static final Duration TONES_APART = Duration.ofSeconds(1);

  private final Meeting meeting;
  private final int maxParticipants;
  private final MeetingAudio.Factory mixes;
  private final EventBus events;
  private final Clock clock;
  private final Consumer<MeetingRoom> whenClosed;
  private final Strand strand;
  private final RoomRecorder recorder;
  private final Instant openedAt;

  private final Map<String, Place> places = new LinkedHashMap<>();
  private MeetingAudio audio;
  private Instant startedAt;
  private Instant lastTone = Instant.MIN;
  private String activeSpeaker;
  private boolean locked;
  private boolean closed;
  private volatile RoomSnapshot snapshot;

  MeetingRoom(
      Meeting meeting,
      RoomSettings settings,
      MeetingAudio.Factory mixes,
      EventBus events,
      Clock clock,
      Executor executor,
      Consumer<MeetingRoom> whenClosed) {
    this.meeting = meeting;
    this.maxParticipants = settings.maxParticipants();
    this.mixes = mixes;
    this.events = events;
    this.clock = clock;
    this.whenClosed = whenClosed;
    this.strand = new Strand(executor);
    this.recorder = new RoomRecorder(meeting, settings.recordings(), clock, events);
    this.openedAt = clock.instant();
    changed();
  }

  public Meeting meeting() {
    return meeting;
  }

  /** Who is there and how it stands. */
  public RoomSnapshot snapshot() {
    return snapshot;
  }

  /**
   * Lets a leg in, lets it wait or refuses it, and takes it out when it ends.
   *
   * @param tooLate run instead when the last leg has just left and the room is closed
   */
  void enter(Attendee attendee, boolean moderator, Runnable tooLate) {
    strand.execute(
        () -> {
          if (closed) {
            tooLate.run();
          } else {
            admit(attendee, moderator);
          }
        });
  }

  /** Takes a leg out, waiting or not; nothing when it is not there. */
  public void leave(Leg leg) {
    strand.execute(() -> remove(leg));
  }

  /** The leg wants to be heard no more, or again; it is told which. */
  public void toggleMute(Leg leg) {
    strand.execute(
        () -> {
          Place place = place(leg);
          if (place != null && place.state == State.IN) {
            place.mute(!place.muted);
            place.say(place.muted ? Prompts.YOU_ARE_MUTED : Prompts.YOU_ARE_UNMUTED);
            changed();
          }
        });
  }

  /** Does what a leg's keys ask for, if it is a moderator of this meeting. */
  public void act(Leg leg, ModeratorAction action) {
    strand.execute(
        () -> {
          Place place = place(leg);
          if (place == null || place.state != State.IN) {
            return;
          }
          if (!place.moderator) {
            place.say(Prompts.MODERATORS_ONLY);
            return;
          }
          perform(place, action);
          changed();
        });
  }

  /** Ends the meeting: everyone is told and taken out. */
  public void end() {
    strand.execute(this::endNow);
  }

  // From here on everything runs on the strand.

  private void admit(Attendee attendee, boolean moderator) {
    boolean mayStart = moderator || !meeting.moderated();
    boolean mayEnter = mayStart || startedAt != null;
    if (locked && !moderator) {
      attendee.refused(Refusal.LOCKED);
      return;
    }
    if (places.size() >= maxParticipants - (mayEnter ? 0 : 1)) {
      attendee.refused(Refusal.FULL);
      return;
    }
    Place place = new Place(attendee, moderator, clock.instant());
    places.put(id(attendee.leg()), place);
    attendee.leg().ended().thenRun(() -> leave(attendee.leg()));
    if (mayEnter) {
      join(place);
    } else {
      attendee.waiting();
    }
    changed();
  }

  private void join(Place place) {
    place.is(State.JOINING, clock.instant());
    if (audio == null && !openAudio()) {
      notJoined(place);
      return;
    }
    place
        .attendee
        .leg()
        .audio()
        .join(audio)
        .whenComplete(
            (done, failure) ->
                strand.execute(
                    () -> {
                      if (failure == null) {
                        joined(place);
                      } else {
                        notJoined(place);
                      }
                    }));
  }

  private boolean openAudio() {
    try {
      audio = mixes.open(meeting.meetingId());
    } catch (RuntimeException e) {
      LOG.error("meeting {}: no mix", meeting.meetingId(), e);
      return false;
    }
    audio.onActiveSpeaker(id -> strand.execute(() -> speaks(id)));
    return true;
  }

  private void joined(Place place) {
    Leg leg = place.attendee.leg();
    if (place(leg) != place) {
      leg.audio().leave(); // it left, or the meeting ended, while its media was on the way
      return;
    }
    Instant now = clock.instant();
    place.is(State.IN, now);
    boolean starts = startedAt == null;
    if (starts) {
      startedAt = now;
      publish(new MeetingStarted(now, meeting.ref()));
    }
    publish(new ParticipantJoined(now, leg.info(), meeting.ref(), place.moderator));
    tone(Prompts.TONE_JOIN);
    place.attendee.joined(place.moderator, recorder.isRunning());
    if (starts) {
      places.values().stream().filter(p -> p.state == State.WAITING).toList().forEach(this::join);
    }
    changed();
  }

  private void notJoined(Place place) {
    Leg leg = place.attendee.leg();
    if (place(leg) == place) {
      places.remove(id(leg));
      place.attendee.refused(Refusal.FAILED);
      closeWhenEmpty();
      changed();
    }
  }

  private void remove(Leg leg) {
    Place place = places.remove(id(leg));
    if (place == null) {
      return;
    }
    if (place.state != State.WAITING) {
      leg.audio().leave();
    }
    if (place.state == State.IN) {
      publish(new ParticipantLeft(clock.instant(), leg.info(), meeting.ref()));
    }
    closeWhenEmpty();
    if (!closed && place.state == State.IN) {
      tone(Prompts.TONE_LEAVE);
    }
    changed();
  }

  private void perform(Place by, ModeratorAction action) {
    switch (action) {
      case RECORD -> record(by);
      case LOCK -> {
        locked = !locked;
        acted(by, locked ? "lock" : "unlock");
        announce(locked ? Prompts.NOW_LOCKED : Prompts.NOW_UNLOCKED);
      }
      case MUTE_OTHERS -> {
        acted(by, "mute-others");
        for (Place other : places.values()) {
          if (other != by && other.state == State.IN && !other.muted) {
            other.mute(true);
            other.say(Prompts.MUTED_BY_MODERATOR);
          }
        }
        by.say(Prompts.OTHERS_MUTED);
      }
      case END -> {
        acted(by, "end");
        endNow();
      }
    }
  }

  private void record(Place by) {
    if (recorder.isRunning()) {
      recorder.stop();
      acted(by, "record-stop");
      announce(Prompts.RECORDING_STOPPED);
    } else if (recorder.start(audio, this::recordingBroke)) {
      acted(by, "record-start");
      announce(Prompts.RECORDING_STARTED);
    } else {
      by.say(Prompts.RECORDING_FAILED);
    }
  }

  /** All were told that it runs, so all are told that it does not. From any thread. */
  private void recordingBroke(MeetingAudio.Recording broken) {
    strand.execute(
        () -> {
          if (recorder.giveUp(broken) && !closed) {
            announce(Prompts.RECORDING_FAILED);
            changed();
          }
        });
  }

  private void endNow() {
    if (closed) {
      return;
    }
    List<Place> all = new ArrayList<>(places.values());
    places.clear();
    for (Place place : all) {
      Leg leg = place.attendee.leg();
      leg.audio().leave();
      if (place.state == State.IN) {
        publish(new ParticipantLeft(clock.instant(), leg.info(), meeting.ref()));
      }
      place.attendee.meetingEnded();
    }
    closeWhenEmpty();
    changed();
  }

  private void closeWhenEmpty() {
    if (closed || !places.isEmpty()) {
      return;
    }
    closed = true;
    whenClosed.accept(this);
    recorder.stop();
    if (audio != null) {
      audio.close();
    }
    if (startedAt != null) {
      publish(new MeetingEnded(clock.instant(), meeting.ref()));
    }
  }

  private void speaks(String transactionId) {
    Place place = places.get(transactionId);
    if (place != null && !transactionId.equals(activeSpeaker)) {
      activeSpeaker = transactionId;
      publish(
          new ActiveSpeakerChanged(clock.instant(), place.attendee.leg().info(), meeting.ref()));
      changed();
    }
  }

  private void tone(Prompt tone) {
    Instant now = clock.instant();
    if (places.size() <= TONES_UP_TO && !now.isBefore(lastTone.plus(TONES_APART))) {
      lastTone = now;
      announce(tone);
    }
  }

  private void announce(Prompt prompt) {
    audio.announce(List.of(prompt));
  }

  private void acted(Place by, String action) {
    publish(new ModeratorActed(clock.instant(), by.attendee.leg().info(), meeting.ref(), action));
  }

  private void publish(DomainEvent event) {
    events.publish(event);
  }

  private Place place(Leg leg) {
    return places.get(id(leg));
  }

  private static String id(Leg leg) {
    return leg.info().transactionId();
  }

  private void changed() {
    snapshot =
        new RoomSnapshot(
            meeting,
            openedAt,
            startedAt,
            locked,
            recorder.file(),
            activeSpeaker,
            places.values().stream().map(Place::entry).toList());
  }
}
