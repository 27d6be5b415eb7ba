package io.carillon.core.meeting;

import java.util.List;
import java.util.Optional;

/**
 * Where meetings are kept over a restart. What a method has returned from is on disk.
 *
 * <p>Thread-safe; methods block and throw unchecked exceptions of the store when it fails.
 */
public interface MeetingStore {

  /** Keeps a new meeting; false when one of its IDs is taken, by an ended meeting too. */
  boolean add(Meeting meeting);

  /** The meeting one of whose two IDs this is, ended or not. */
  Optional<Meeting> find(String id);

  /** Every meeting, ended ones too, newest first. */
  List<Meeting> list();

  /** Marks a meeting as ended; false when there is none or it was before. */
  boolean end(String meetingId);
}
