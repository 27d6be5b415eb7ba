package io.carillon.core.store;

import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorException;
import io.carillon.core.connector.ConnectorException.Reason;
import io.carillon.core.connector.ConnectorGroup;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.ConnectorNumber.Use;
import io.carillon.core.connector.ConnectorStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Connectors, groups and numbers in the SQL store. Thread-safe.
 *
 * <p>Who changes something locks its own row first ({@code SELECT ... FOR UPDATE}), so that two
 * changes come one after the other and neither is lost. Readers see one moment of all tables.
 */
public final class SqlConnectorStore implements ConnectorStore {
  /** Most names that a message lists. */
  private static final int LISTED = 5;

  private final Jdbi jdbi;

  public SqlConnectorStore(Database database) {
    this.jdbi = database.jdbi();
  }

  @Override
  public boolean add(ConfiguredConnector connector) {
    try {
      jdbi.useTransaction(handle -> ConnectorRows.insert(handle, connector));
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (Violation.of(e) == Violation.UNIQUE) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public Optional<ConfiguredConnector> find(String connectorId) {
    return reading(handle -> ConnectorRows.read(handle, connectorId)).stream().findFirst();
  }

  @Override
  public List<ConfiguredConnector> list() {
    return reading(handle -> ConnectorRows.read(handle, null));
  }

  private <T> T reading(HandleCallback<T, RuntimeException> read) {
    return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, read);
  }

  @Override
  public Optional<ConfiguredConnector> change(
      String connectorId, UnaryOperator<ConfiguredConnector> change) {
    return jdbi.inTransaction(
        handle -> {
          if (!lock(handle, "voice_connectors", "connector_id", connectorId)) {
            return Optional.empty();
          }
          ConfiguredConnector changed =
              change.apply(ConnectorRows.read(handle, connectorId).getFirst());
          ConnectorRows.replace(handle, changed);
          return Optional.of(changed);
        });
  }

  private static boolean lock(Handle handle, String table, String key, String id) {
    return handle
        .createQuery("SELECT " + key + " FROM " + table + " WHERE " + key + " = :id FOR UPDATE")
        .bind("id", id)
        .mapTo(String.class)
        .findOne()
        .isPresent();
  }

  @Override
  public boolean remove(String connectorId) {
    String who = "voice connector " + connectorId;
    return removing(
        who,
        handle -> {
          if (!lock(handle, "voice_connectors", "connector_id", connectorId)) {
            return false;
          }
          refuseWithNumbers(handle, who, "connector_id", connectorId);
          refuse(
              who + " is in the group ",
              "take it out first",
              handle
                  .createQuery(
                      "SELECT g.name FROM connector_groups g JOIN connector_group_items i"
                          + " ON i.group_id = g.group_id WHERE i.connector_id = :id"
                          + " ORDER BY g.name")
                  .bind("id", connectorId)
                  .mapTo(String.class)
                  .list());
          delete(handle, "voice_connectors", "connector_id", connectorId);
          return true;
        });
  }

  private static void refuseWithNumbers(Handle handle, String who, String column, String id) {
    refuse(
        who + " owns ",
        "remove them or let them lead elsewhere first",
        handle
            .createQuery("SELECT e164 FROM phone_numbers WHERE " + column + " = :id ORDER BY e164")
            .bind("id", id)
            .mapTo(String.class)
            .list());
  }

  private static void refuse(String why, String wayOut, List<String> names) {
    if (!names.isEmpty()) {
      List<String> listed = new ArrayList<>(names.subList(0, Math.min(LISTED, names.size())));
      if (names.size() > LISTED) {
        listed.add("and " + (names.size() - LISTED) + " more");
      }
      throw new ConnectorException(
          Reason.CONFLICT, why + String.join(", ", listed) + "; " + wayOut);
    }
  }

  private static boolean delete(Handle handle, String table, String key, String id) {
    return handle
            .createUpdate("DELETE FROM " + table + " WHERE " + key + " = :id")
            .bind("id", id)
            .execute()
        > 0;
  }

  /** What came to refer to it between the look and the removal is a conflict as well. */
  private boolean removing(String who, HandleCallback<Boolean, RuntimeException> removal) {
    try {
      return jdbi.inTransaction(removal);
    } catch (UnableToExecuteStatementException e) {
      if (Violation.of(e) == Violation.REFERENCE) {
        throw new ConnectorException(Reason.CONFLICT, who + " has just come into use");
      }
      throw e;
    }
  }

  @Override
  public void addGroup(ConnectorGroup group) {
    groupWrite(
        handle -> {
          GroupRows.insert(handle, group);
          return Optional.of(group);
        });
  }

  @Override
  public Optional<ConnectorGroup> findGroup(UUID groupId) {
    return reading(handle -> GroupRows.read(handle, groupId)).stream().findFirst();
  }

  @Override
  public List<ConnectorGroup> listGroups() {
    return reading(handle -> GroupRows.read(handle, null));
  }

  @Override
  public Optional<ConnectorGroup> changeGroup(UUID groupId, UnaryOperator<ConnectorGroup> change) {
    return groupWrite(
        handle -> {
          if (!lock(handle, "connector_groups", "group_id", groupId.toString())) {
            return Optional.empty();
          }
          ConnectorGroup changed = change.apply(GroupRows.read(handle, groupId).getFirst());
          GroupRows.replace(handle, changed);
          return Optional.of(changed);
        });
  }

  private Optional<ConnectorGroup> groupWrite(
      HandleCallback<Optional<ConnectorGroup>, RuntimeException> write) {
    try {
      return jdbi.inTransaction(write);
    } catch (UnableToExecuteStatementException e) {
      if (Violation.of(e) == Violation.REFERENCE) {
        throw new ConnectorException(
            Reason.NOT_FOUND, "one of the group's voice connectors is not there");
      }
      throw e;
    }
  }

  @Override
  public boolean removeGroup(UUID groupId) {
    String who = "voice connector group " + groupId;
    return removing(
        who,
        handle -> {
          refuseWithNumbers(handle, who, "group_id", groupId.toString());
          return delete(handle, "connector_groups", "group_id", groupId.toString());
        });
  }

  @Override
  public boolean addNumber(ConnectorNumber number) {
    try {
      jdbi.useTransaction(handle -> NumberRows.insert(handle, number));
      return true;
    } catch (UnableToExecuteStatementException e) {
      if (Violation.of(e) == Violation.UNIQUE) {
        return false;
      }
      throw numberFailure(e, number.use());
    }
  }

  private static RuntimeException numberFailure(UnableToExecuteStatementException e, Use use) {
    if (Violation.of(e) != Violation.REFERENCE) {
      return e;
    }
    String target =
        switch (use) {
          case Use.ToConnector to -> "voice connector with the ID " + to.voiceConnectorId();
          case Use.ToGroup to -> "voice connector group with the ID " + to.groupId();
          case Use.ToMeetings to -> "dial-in";
          case Use.Unassigned none -> "place";
        };
    return new ConnectorException(Reason.NOT_FOUND, "there is no " + target);
  }

  @Override
  public Optional<ConnectorNumber> findNumber(String e164) {
    return jdbi.withHandle(handle -> NumberRows.find(handle, e164, false));
  }

  @Override
  public List<ConnectorNumber> listNumbers() {
    return jdbi.withHandle(NumberRows::list);
  }

  @Override
  public Optional<ConnectorNumber> changeNumber(
      String e164, UnaryOperator<ConnectorNumber> change) {
    return jdbi.inTransaction(
        handle ->
            NumberRows.find(handle, e164, true).map(old -> update(handle, change.apply(old))));
  }

  private static ConnectorNumber update(Handle handle, ConnectorNumber changed) {
    try {
      NumberRows.update(handle, changed);
      return changed;
    } catch (UnableToExecuteStatementException e) {
      throw numberFailure(e, changed.use());
    }
  }

  @Override
  public boolean removeNumber(String e164) {
    return jdbi.withHandle(handle -> delete(handle, "phone_numbers", "e164", e164));
  }
}
