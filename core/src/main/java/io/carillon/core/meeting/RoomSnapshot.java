package io.carillon.core.meeting;

import io.carillon.core.call.LegInfo;
import java.time.Instant;
import java.util.List;

/**
 * A meeting as it stood at one moment, for operators.
 *
 * @param startedAt null while everybody waits for a moderator
 * @param recording the file being recorded into, null when none is
 * @param activeSpeaker transaction ID of the leg that talks, null when nobody has yet
 * @param roster who is there, in the order of arrival
 */
public record RoomSnapshot(
    Meeting meeting,
    Instant openedAt,
    Instant startedAt,
    boolean locked,
    String recording,
    String activeSpeaker,
    List<Entry> roster) {

  public RoomSnapshot {
    roster = List.copyOf(roster);
  }

  /** Legs that hear the meeting. */
  public int participants() {
    return (int) roster.stream().filter(Entry::inMeeting).count();
  }

  /**
   * One leg.
   *
   * @param inMeeting false while it waits for a moderator or its media is being moved
   * @param since when it got into its present state
   */
  public record Entry(
      LegInfo leg, boolean moderator, boolean inMeeting, boolean muted, Instant since) {}
}
