package io.carillon.core.trunk;

import io.carillon.core.config.Settings;
import io.carillon.core.config.TrunkSettings;
import io.carillon.core.connector.CidrBlock;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The telephone companies: what Amazon was to its voice connectors. Immutable. */
public final class Carriers {
  private final List<Carrier> carriers;
  private final CidrIndex<Carrier> bySource = new CidrIndex<>();

  /**
   * @param carriers in the order to try those that serve a number equally well
   */
  public Carriers(List<Carrier> carriers) {
    this.carriers = List.copyOf(carriers);
    for (Carrier carrier : carriers) {
      for (CidrBlock range : carrier.ranges()) {
        bySource.add(range, carrier);
      }
    }
  }

  /**
   * Those of the settings.
   *
   * @throws IllegalArgumentException when settings of one do not fit together; the message names
   *     them
   */
  public static Carriers of(Settings settings) {
    List<Carrier> carriers = new ArrayList<>();
    for (String name : settings.names(TrunkSettings.CARRIER_CIDR)) {
      carriers.add(
          new Carrier(
              name,
              settings.get(TrunkSettings.CARRIER_CIDR.of(name)),
              settings.get(TrunkSettings.CARRIER_ROUTE.of(name)),
              settings.get(TrunkSettings.CARRIER_PREFIXES.of(name)),
              credentials(settings, name),
              encryption(settings.get(TrunkSettings.CARRIER_SRTP.of(name))),
              settings.get(TrunkSettings.CARRIER_COUNTRY.of(name)),
              settings.get(TrunkSettings.CARRIER_DOMAIN.of(name))));
    }
    return new Carriers(carriers);
  }

  private static Encryption encryption(String srtp) {
    return Encryption.valueOf(srtp.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Optional<TrunkCredentials> credentials(Settings settings, String name) {
    String user = settings.get(TrunkSettings.CARRIER_USER.of(name));
    String password = settings.get(TrunkSettings.CARRIER_PASSWORD.of(name));
    if (user.isEmpty() != password.isEmpty()) {
      throw new IllegalArgumentException(
          "carriers." + name + ".user and .password belong together: set both or none");
    }
    return user.isEmpty() ? Optional.empty() : Optional.of(new TrunkCredentials(user, password));
  }

  /** Whose call it is that comes from there. */
  Optional<Carrier> callingFrom(InetAddress source) {
    return bySource.find(source).stream().findFirst();
  }

  /** Those that serve a number, longest prefix first. */
  List<Carrier> serving(String number) {
    return carriers.stream()
        .filter(carrier -> carrier.match(number) >= 0)
        .sorted(Comparator.comparingInt((Carrier carrier) -> -carrier.match(number)))
        .toList();
  }

  /** Those that take calls at all. */
  List<Carrier> takingCalls() {
    return carriers.stream().filter(carrier -> !carrier.routes().isEmpty()).toList();
  }

  /** Every place that outbound calls may go to, each once. */
  public List<RoutePlace> routes() {
    return carriers.stream()
        .flatMap(carrier -> carrier.routes().stream())
        .map(RoutePlace::of)
        .distinct()
        .toList();
  }
}
