package io.carillon.core.record;

import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorLookup;
import io.carillon.core.connector.LoggingConfiguration;
import io.carillon.core.connector.StreamingConfiguration;
import io.carillon.core.connector.VoiceConnector;
import java.util.List;
import java.util.Optional;

/** Voice connectors as records see them, for tests. */
public final class Connectors {
  /** The one of {@link Legs}. */
  public static final String ID = "abcdef1ghij2klmno3pqr4";

  /** No connector is set up: there are meetings only. */
  public static final ConnectorLookup NONE = id -> Optional.empty();

  private Connectors() {}

  public static ConnectorLookup streaming(StreamingConfiguration streaming) {
    return only(Optional.of(streaming), LoggingConfiguration.BOTH);
  }

  public static ConnectorLookup withoutStreaming() {
    return only(Optional.empty(), LoggingConfiguration.BOTH);
  }

  public static ConnectorLookup logging(LoggingConfiguration logging) {
    return only(Optional.empty(), logging);
  }

  private static ConnectorLookup only(
      Optional<StreamingConfiguration> streaming, LoggingConfiguration logging) {
    VoiceConnector connector =
        new VoiceConnector(
            ID,
            "office",
            VoiceConnector.hostName(ID, "example.com"),
            false,
            "us-east-1",
            Legs.START,
            Legs.START);
    ConfiguredConnector configured =
        new ConfiguredConnector(
            connector,
            Optional.empty(),
            List.of(),
            Optional.empty(),
            streaming,
            logging,
            Optional.empty());
    return id -> id.equals(ID) ? Optional.of(configured) : Optional.empty();
  }
}
