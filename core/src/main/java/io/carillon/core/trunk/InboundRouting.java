package io.carillon.core.trunk;

import io.carillon.core.call.EndReason;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.ConnectorNumber.Use;
import io.carillon.core.connector.Origination;
import io.carillon.core.connector.OriginationRoute;
import io.carillon.core.connector.RouteProtocol;
import io.carillon.core.connector.VoiceConnector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Calls to our numbers: to the PBX behind a connector, to a group of them, or to the meetings. */
final class InboundRouting {
  private static final String FULL = "too many calls at once";

  private final TrunkPolicy policy;
  private final Throttles throttles;
  private final RouteHealth health;
  private final RandomGenerator random;

  InboundRouting(
      TrunkPolicy policy, Throttles throttles, RouteHealth health, RandomGenerator random) {
    this.policy = policy;
    this.throttles = throttles;
    this.health = health;
    this.random = random;
  }

  /**
   * @param fromNumber the caller's number to tell
   * @param callingName name to show with it, empty for none
   * @param caller what it asks of the connector that it came by, when it came by one
   * @param encryption of the caller's media
   */
  TrunkDecision decide(
      ConnectorDirectory directory,
      ConnectorNumber number,
      String fromNumber,
      String callingName,
      Optional<Throttles.Ask> caller,
      Encryption encryption) {
    if (number.use() instanceof Use.ToMeetings) {
      return meeting(number, fromNumber, caller, encryption);
    }
    List<ConfiguredConnector> owners = directory.destinations(number);
    if (owners.isEmpty()) {
      return new TrunkDecision.Refuse(
          "", "", EndReason.UNKNOWN_DESTINATION, "this number leads nowhere", false);
    }
    List<ConfiguredConnector> open =
        owners.stream().filter(connector -> !routes(connector).isEmpty()).toList();
    if (open.isEmpty()) {
      return refused(owners.getFirst(), EndReason.NO_ANSWER, "calls to this number are off", false);
    }
    List<ConfiguredConnector> roomy =
        open.stream().filter(connector -> throttles.roomFor(connector.connector().id())).toList();
    Optional<Permit> permit =
        roomy.isEmpty()
            ? Optional.empty()
            : throttles.take(caller.stream().toList(), roomy.getFirst().connector().id());
    if (permit.isEmpty()) {
      return refused(open.getFirst(), EndReason.OVERLOAD, FULL, true);
    }
    VoiceConnector first = roomy.getFirst().connector();
    return new TrunkDecision.Bridge(
        new TrunkCall(
            TrunkDirection.INBOUND,
            first.id(),
            first.region(),
            fromNumber,
            number.e164(),
            callingName,
            false,
            targets(roomy, number.e164()),
            permit.get()),
        encryption);
  }

  /** Meetings are no connector; what all calls share holds for them. */
  private TrunkDecision meeting(
      ConnectorNumber number,
      String fromNumber,
      Optional<Throttles.Ask> caller,
      Encryption encryption) {
    String connector = policy.meetingsConnector();
    return throttles
        .take(caller.stream().toList())
        .<TrunkDecision>map(
            permit ->
                new TrunkDecision.Meeting(
                    connector, policy.region(), fromNumber, number.e164(), permit, encryption))
        .orElseGet(
            () ->
                new TrunkDecision.Refuse(
                    connector, policy.region(), EndReason.OVERLOAD, FULL, true));
  }

  private static TrunkDecision refused(
      ConfiguredConnector connector, EndReason reason, String text, boolean throttled) {
    VoiceConnector whose = connector.connector();
    return new TrunkDecision.Refuse(whose.id(), whose.region(), reason, text, throttled);
  }

  /** Those that may be used; none while origination is off. */
  private static List<OriginationRoute> routes(ConfiguredConnector connector) {
    boolean encrypted = connector.connector().requireEncryption();
    return connector.origination().filter(origination -> !origination.disabled()).stream()
        .map(Origination::routes)
        .flatMap(List::stream)
        .filter(route -> !encrypted || route.protocol() == RouteProtocol.TLS)
        .toList();
  }

  /** One connector's after the other's; those that do not answer of late after all others. */
  private List<TrunkTarget> targets(List<ConfiguredConnector> connectors, String user) {
    List<TrunkTarget> targets = new ArrayList<>();
    for (ConfiguredConnector connector : connectors) {
      for (OriginationRoute route : RouteOrder.of(routes(connector), random)) {
        VoiceConnector whose = connector.connector();
        targets.add(
            new TrunkTarget(
                whose.id(),
                whose.region(),
                RoutePlace.of(route).name(),
                route.host(),
                route.port(),
                route.protocol(),
                Encryption.required(whose.requireEncryption()),
                user,
                "",
                Optional.empty()));
      }
    }
    targets.sort(Comparator.comparing(target -> !health.up(target.routeName())));
    return targets;
  }
}
