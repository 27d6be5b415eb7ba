package io.carillon.core.record;

/** Who organizes a meeting. Asked when a call ends; must be quick. */
@FunctionalInterface
public interface MeetingOwners {

  /** Nobody is known: the fields of the record are empty. */
  MeetingOwners UNKNOWN = meetingId -> new Organizer("", "");

  Organizer organizerOf(String meetingId);

  /**
   * @param userId UUID of the user, or empty
   * @param email or empty
   */
  record Organizer(String userId, String email) {}
}
