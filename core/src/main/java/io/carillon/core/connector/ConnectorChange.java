package io.carillon.core.connector;

import java.util.UUID;

/** What was made, changed or removed just now; how it is now is to be looked up. */
public sealed interface ConnectorChange {
  /** A connector or what is set on it. */
  record OfConnector(String voiceConnectorId) implements ConnectorChange {}

  record OfGroup(UUID groupId) implements ConnectorChange {}

  record OfNumber(String e164) implements ConnectorChange {}
}
