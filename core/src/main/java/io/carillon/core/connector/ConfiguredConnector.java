package io.carillon.core.connector;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A voice connector with everything that is set on it. Read and written as a whole, so that rules
 * between the settings hold.
 *
 * @param credentials sorted by user name
 */
public record ConfiguredConnector(
    VoiceConnector connector,
    Optional<Termination> termination,
    List<DigestCredential> credentials,
    Optional<Origination> origination,
    Optional<StreamingConfiguration> streaming,
    LoggingConfiguration logging,
    Optional<EmergencyCalling> emergency) {

  public ConfiguredConnector {
    Objects.requireNonNull(connector, "connector");
    Objects.requireNonNull(termination, "termination");
    Objects.requireNonNull(streaming, "streaming");
    Objects.requireNonNull(logging, "logging");
    Objects.requireNonNull(emergency, "emergency");
    credentials =
        credentials.stream().sorted(Comparator.comparing(DigestCredential::username)).toList();
    Rules.atMost("credentials", credentials, DigestCredential.MAX_PER_CONNECTOR);
    Rules.distinct("credentials", credentials.stream().map(DigestCredential::username).toList());
    if (connector.requireEncryption() && origination.isPresent()) {
      for (OriginationRoute route : origination.get().routes()) {
        Rules.check(
            route.protocol() == RouteProtocol.TLS,
            "route of a voice connector that requires encryption",
            route.toString(),
            "tls");
      }
    }
  }

  /** A new connector with nothing set on it. */
  static ConfiguredConnector of(VoiceConnector connector) {
    return new ConfiguredConnector(
        connector,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        LoggingConfiguration.BOTH,
        Optional.empty());
  }

  public ConfiguredConnector with(VoiceConnector changed) {
    return new ConfiguredConnector(
        changed, termination, credentials, origination, streaming, logging, emergency);
  }

  public ConfiguredConnector withTermination(Optional<Termination> changed) {
    return new ConfiguredConnector(
        connector, changed, credentials, origination, streaming, logging, emergency);
  }

  public ConfiguredConnector withCredentials(List<DigestCredential> changed) {
    return new ConfiguredConnector(
        connector, termination, changed, origination, streaming, logging, emergency);
  }

  public ConfiguredConnector withOrigination(Optional<Origination> changed) {
    return new ConfiguredConnector(
        connector, termination, credentials, changed, streaming, logging, emergency);
  }

  public ConfiguredConnector withStreaming(Optional<StreamingConfiguration> changed) {
    return new ConfiguredConnector(
        connector, termination, credentials, origination, changed, logging, emergency);
  }

  public ConfiguredConnector withLogging(LoggingConfiguration changed) {
    return new ConfiguredConnector(
        connector, termination, credentials, origination, streaming, changed, emergency);
  }

  public ConfiguredConnector withEmergency(Optional<EmergencyCalling> changed) {
    return new ConfiguredConnector(
        connector, termination, credentials, origination, streaming, logging, changed);
  }
}
