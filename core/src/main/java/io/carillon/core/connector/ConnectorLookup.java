package io.carillon.core.connector;

import java.util.Optional;

/**
 * Voice connectors as they are set now, for whoever keeps records of their calls. Asked for each
 * message and leg: thread-safe, from memory, never blocks.
 */
@FunctionalInterface
public interface ConnectorLookup {

  /** Empty for an ID under which the server keeps its own records, such as those of meetings. */
  Optional<ConfiguredConnector> find(String voiceConnectorId);
}
