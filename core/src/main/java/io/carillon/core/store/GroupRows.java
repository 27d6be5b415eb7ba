package io.carillon.core.store;

import io.carillon.core.connector.ConnectorGroup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Groups as rows of their tables. For one transaction's handle. */
final class GroupRows {
  private GroupRows() {}

  /**
   * One group, or every one, newest first. In a transaction that reads repeatably.
   *
   * @param groupId null for all
   */
  static List<ConnectorGroup> read(Handle handle, UUID groupId) {
    String where = groupId == null ? "" : " WHERE group_id = :id";
    var items =
        handle.createQuery(
            "SELECT group_id, connector_id, priority FROM connector_group_items"
                + where
                + " ORDER BY group_id, place");
    var groups =
        handle.createQuery(
            "SELECT group_id, name, created_at, updated_at FROM connector_groups"
                + where
                + " ORDER BY created_at DESC, group_id");
    if (groupId != null) {
      items.bind("id", groupId.toString());
      groups.bind("id", groupId.toString());
    }
    Map<String, List<ConnectorGroup.Item>> itemsOf = new HashMap<>();
    items
        .map(
            (row, context) ->
                itemsOf
                    .computeIfAbsent(row.getString("group_id"), key -> new ArrayList<>())
                    .add(
                        new ConnectorGroup.Item(
                            row.getString("connector_id"), row.getInt("priority"))))
        .list();
    return groups.map((row, context) -> group(row, itemsOf)).list();
  }

  private static ConnectorGroup group(ResultSet row, Map<String, List<ConnectorGroup.Item>> itemsOf)
      throws SQLException {
    String id = row.getString("group_id");
    return new ConnectorGroup(
        UUID.fromString(id),
        row.getString("name"),
        itemsOf.getOrDefault(id, List.of()),
        Columns.time(row, "created_at"),
        Columns.time(row, "updated_at"));
  }

  static void insert(Handle handle, ConnectorGroup group) {
    write(
        handle,
        group,
        "INSERT INTO connector_groups (group_id, name, created_at, updated_at)"
            + " VALUES (:id, :name, :created, :updated)");
    insertItems(handle, group);
  }

  static void replace(Handle handle, ConnectorGroup group) {
    write(
        handle,
        group,
        "UPDATE connector_groups SET name = :name, created_at = :created, updated_at = :updated"
            + " WHERE group_id = :id");
    handle
        .createUpdate("DELETE FROM connector_group_items WHERE group_id = :id")
        .bind("id", group.id().toString())
        .execute();
    insertItems(handle, group);
  }

  private static void write(Handle handle, ConnectorGroup group, String sql) {
    handle
        .createUpdate(sql)
        .bind("id", group.id().toString())
        .bind("name", group.name())
        .bind("created", Columns.time(group.createdAt()))
        .bind("updated", Columns.time(group.updatedAt()))
        .execute();
  }

  private static void insertItems(Handle handle, ConnectorGroup group) {
    for (int i = 0; i < group.items().size(); i++) {
      handle
          .createUpdate(
              "INSERT INTO connector_group_items (group_id, place, connector_id, priority)"
                  + " VALUES (:id, :place, :connector, :priority)")
          .bind("id", group.id().toString())
          .bind("place", i)
          .bind("connector", group.items().get(i).voiceConnectorId())
          .bind("priority", group.items().get(i).priority())
          .execute();
    }
  }
}
