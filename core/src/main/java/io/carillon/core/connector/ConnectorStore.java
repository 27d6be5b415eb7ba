package io.carillon.core.connector;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Where connectors, groups and numbers are kept over a restart. What a method has returned from is
 * on disk; each method is one transaction. A change function runs while what it changes is locked;
 * what it throws leaves everything as it was.
 *
 * <p>Thread-safe; methods block and throw unchecked exceptions of the store when it fails.
 */
public interface ConnectorStore {

  /** Keeps a new connector; false when its ID is taken. */
  boolean add(ConfiguredConnector connector);

  Optional<ConfiguredConnector> find(String connectorId);

  /** Every connector, newest first. */
  List<ConfiguredConnector> list();

  /** Replaces a connector by what the change makes of it; empty when there is none. */
  Optional<ConfiguredConnector> change(
      String connectorId, UnaryOperator<ConfiguredConnector> change);

  /**
   * Removes a connector with its settings and credentials; false when there is none.
   *
   * @throws ConnectorException when it owns numbers or is in a group
   */
  boolean remove(String connectorId);

  /**
   * Keeps a new group.
   *
   * @throws ConnectorException when one of its connectors is not there
   */
  void addGroup(ConnectorGroup group);

  Optional<ConnectorGroup> findGroup(UUID groupId);

  /** Every group, newest first. */
  List<ConnectorGroup> listGroups();

  /**
   * Replaces a group by what the change makes of it; empty when there is none.
   *
   * @throws ConnectorException when one of its connectors is not there
   */
  Optional<ConnectorGroup> changeGroup(UUID groupId, UnaryOperator<ConnectorGroup> change);

  /**
   * Removes a group; false when there is none.
   *
   * @throws ConnectorException when it owns numbers
   */
  boolean removeGroup(UUID groupId);

  /**
   * Keeps a new number; false when it is there already.
   *
   * @throws ConnectorException when the connector or group it leads to is not there
   */
  boolean addNumber(ConnectorNumber number);

  Optional<ConnectorNumber> findNumber(String e164);

  /** Every number in the order of its digits. */
  List<ConnectorNumber> listNumbers();

  /**
   * Replaces a number by what the change makes of it; empty when there is none.
   *
   * @throws ConnectorException when the connector or group it leads to is not there
   */
  Optional<ConnectorNumber> changeNumber(String e164, UnaryOperator<ConnectorNumber> change);

  /** Removes a number; false when there is none. */
  boolean removeNumber(String e164);
}
