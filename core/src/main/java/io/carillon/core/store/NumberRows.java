package io.carillon.core.store;

import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.ConnectorNumber.Use;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;

/** Numbers as rows of their table. */
final class NumberRows {
  private static final String SELECT =
      "SELECT e164, connector_id, group_id, meetings, calling_name, calling_name_changed_at,"
          + " created_at, updated_at FROM phone_numbers";

  private NumberRows() {}

  static Optional<ConnectorNumber> find(Handle handle, String e164, boolean lock) {
    return handle
        .createQuery(SELECT + " WHERE e164 = :e164" + (lock ? " FOR UPDATE" : ""))
        .bind("e164", e164)
        .map(NumberRows::number)
        .findOne();
  }

  static List<ConnectorNumber> list(Handle handle) {
    return handle.createQuery(SELECT + " ORDER BY e164").map(NumberRows::number).list();
  }

  static void insert(Handle handle, ConnectorNumber number) {
    write(
        handle,
        number,
        "INSERT INTO phone_numbers (e164, connector_id, group_id, meetings, calling_name,"
            + " calling_name_changed_at, created_at, updated_at) VALUES (:e164, :connector, :group,"
            + " :meetings, :name, :named, :created, :updated)");
  }

  static void update(Handle handle, ConnectorNumber number) {
    write(
        handle,
        number,
        "UPDATE phone_numbers SET connector_id = :connector, group_id = :group,"
            + " meetings = :meetings, calling_name = :name, calling_name_changed_at = :named,"
            + " created_at = :created, updated_at = :updated WHERE e164 = :e164");
  }

  private static void write(Handle handle, ConnectorNumber number, String sql) {
    String connector = null;
    String group = null;
    boolean meetings = false;
    switch (number.use()) {
      case Use.Unassigned none -> {}
      case Use.ToConnector to -> connector = to.voiceConnectorId();
      case Use.ToGroup to -> group = to.groupId().toString();
      case Use.ToMeetings to -> meetings = true;
    }
    handle
        .createUpdate(sql)
        .bind("e164", number.e164())
        .bind("connector", connector)
        .bind("group", group)
        .bind("meetings", meetings)
        .bind("name", number.callingName())
        .bind("named", Columns.time(number.callingNameChangedAt()))
        .bind("created", Columns.time(number.createdAt()))
        .bind("updated", Columns.time(number.updatedAt()))
        .execute();
  }

  private static ConnectorNumber number(ResultSet row, StatementContext context)
      throws SQLException {
    String connector = row.getString("connector_id");
    String group = row.getString("group_id");
    Use use =
        connector != null
            ? new Use.ToConnector(connector)
            : group != null
                ? new Use.ToGroup(UUID.fromString(group))
                : row.getBoolean("meetings") ? new Use.ToMeetings() : new Use.Unassigned();
    return new ConnectorNumber(
        row.getString("e164"),
        use,
        row.getString("calling_name"),
        Columns.time(row, "calling_name_changed_at"),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"));
  }
}
