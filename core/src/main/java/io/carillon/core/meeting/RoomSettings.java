package io.carillon.core.meeting;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What all meetings have in common.
 *
 * @param maxParticipants legs in one meeting, waiting ones included; 2-1000, the guide promises 250
 * @param recordings folder for recordings, made when needed
 */
public record RoomSettings(int maxParticipants, Path recordings) {
  public static final int GUIDE_MAXIMUM = 250;

  public RoomSettings {
    if (maxParticipants < 2 || maxParticipants > 1000) {
      throw new IllegalArgumentException(
          "participants of a meeting: allowed are 2-1000, not " + maxParticipants);
    }
    Objects.requireNonNull(recordings, "recordings");
  }
}
