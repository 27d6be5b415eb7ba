package io.carillon.core.store;

import io.carillon.core.meeting.Meeting;
import io.carillon.core.meeting.MeetingStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Meetings in the SQL store. Thread-safe. */
public final class SqlMeetingStore implements MeetingStore {
  private static final String COLUMNS =
      "meeting_id, moderator_id, passcode, title, conference_id, created_at, state";

  private final Jdbi jdbi;

  public SqlMeetingStore(Database database) {
    this.jdbi = database.jdbi();
  }

  @Override
  public boolean add(Meeting meeting) {
    try {
      jdbi.useHandle(
          handle ->
              handle
                  .createUpdate(
                      "INSERT INTO meetings ("
                          + COLUMNS
                          + ") VALUES (:meetingId, :moderatorId, :passcode, :title, :conferenceId,"
                          + " :createdAt, :state)")
                  .bind("meetingId", meeting.meetingId())
                  .bind("moderatorId", meeting.moderatorId())
                  .bind("passcode", meeting.passcode())
                  .bind("title", meeting.title())
                  .bind("conferenceId", meeting.conferenceId().toString())
                  .bind("createdAt", OffsetDateTime.ofInstant(meeting.createdAt(), ZoneOffset.UTC))
                  .bind("state", meeting.state().name())
                  .execute());
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (Violation.of(e) == Violation.UNIQUE) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public Optional<Meeting> find(String id) {
    Objects.requireNonNull(id, "id");
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT "
                        + COLUMNS
                        + " FROM meetings WHERE meeting_id = :id OR moderator_id = :id")
                .bind("id", id)
                .map(SqlMeetingStore::meeting)
                .findOne());
  }

  @Override
  public List<Meeting> list() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "SELECT " + COLUMNS + " FROM meetings ORDER BY created_at DESC, meeting_id")
                .map(SqlMeetingStore::meeting)
                .list());
  }

  @Override
  public boolean end(String meetingId) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createUpdate(
                        "UPDATE meetings SET state = 'ENDED'"
                            + " WHERE meeting_id = :id AND state <> 'ENDED'")
                    .bind("id", meetingId)
                    .execute())
        > 0;
  }

  private static Meeting meeting(ResultSet row, StatementContext context) throws SQLException {
    return new Meeting(
        row.getString("meeting_id"),
        row.getString("moderator_id"),
        row.getString("passcode"),
        row.getString("title"),
        UUID.fromString(row.getString("conference_id")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        Meeting.State.valueOf(row.getString("state")));
  }
}
