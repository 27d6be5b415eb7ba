package io.carillon.core.meeting;

import io.carillon.core.prompt.Prompt;
import java.time.Instant;
import java.util.List;

/** A leg's place in a meeting. Owned by the room's strand. */
final class Place {
  final Attendee attendee;
  final boolean moderator;
  State state = State.WAITING;
  boolean muted;
  Instant since;

  /** Where a leg stands. */
  enum State {
    WAITING,
    JOINING,
    IN
  }

  Place(Attendee attendee, boolean moderator, Instant since) {
    this.attendee = attendee;
    this.moderator = moderator;
    this.since = since;
  }

  void is(State newState, Instant now) {
    state = newState;
    since = now;
  }

  void mute(boolean on) {
    muted = on;
    attendee.leg().audio().mute(on);
  }

  void say(Prompt prompt) {
    attendee.leg().audio().play(List.of(prompt));
  }

  RoomSnapshot.Entry entry() {
    return new RoomSnapshot.Entry(
        attendee.leg().info(), moderator, state == State.IN, muted, since);
  }
}
