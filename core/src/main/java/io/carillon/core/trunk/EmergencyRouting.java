package io.carillon.core.trunk;

import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.EmergencyCalling;
import io.carillon.core.connector.EmergencyCalling.RoutingNumber;
import io.carillon.core.connector.Termination;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds calls for help and the number they are routed to. */
final class EmergencyRouting {
  private final Numbering numbering;

  EmergencyRouting(Numbering numbering) {
    this.numbering = numbering;
  }

  /**
   * Where a call for help goes, or one that tries the way.
   *
   * @param user the routing number of the connector's emergency calling, E.164, or what was dialled
   *     when none is set for the country; then the carrier knows what to do with it
   */
  record Help(String user) {}

  /**
   * Empty when the call is none. The country is the caller number's when that is known; else the
   * first that has a routing number; else the first calling region.
   *
   * @param fromNumber the caller's number, empty when unknown
   */
  Optional<Help> help(ConfiguredConnector connector, String user, String fromNumber) {
    List<RoutingNumber> routing =
        connector.emergency().map(EmergencyCalling::numbers).orElse(List.of());
    if (routing.stream().anyMatch(number -> user.equals(number.testPhoneNumber()))) {
      return Optional.of(new Help(user));
    }
    Optional<String> from = numbering.country(fromNumber);
    return from.filter(country -> meant(user, country))
        .or(() -> candidates(connector, routing).filter(c -> meant(user, c)).findFirst())
        .map(country -> new Help(routed(user, country, routing)));
  }

  private boolean meant(String user, String country) {
    return numbering.emergency(user, country) || numbering.emergencyTest(user, country);
  }

  private static Stream<String> candidates(
      ConfiguredConnector connector, List<RoutingNumber> routing) {
    return Stream.concat(
        routing.stream().map(RoutingNumber::callingCountry),
        connector.termination().map(Termination::callingRegions).stream().flatMap(List::stream));
  }

  private String routed(String user, String country, List<RoutingNumber> routing) {
    boolean test = numbering.emergencyTest(user, country);
    return routing.stream()
        .filter(number -> number.callingCountry().equals(country))
        .flatMap(
            number ->
                Stream.ofNullable(test ? number.testPhoneNumber() : number.emergencyPhoneNumber()))
        .findFirst()
        .orElse(user);
  }
}
