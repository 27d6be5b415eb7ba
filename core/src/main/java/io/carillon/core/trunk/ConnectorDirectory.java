package io.carillon.core.trunk;

import io.carillon.core.connector.CidrBlock;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorGroup;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.ConnectorNumber.Use;
import io.carillon.core.connector.Termination;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every connector and group as they were at one moment, with the numbers. Thread-safe. */
public final class ConnectorDirectory {
  private final Map<String, ConfiguredConnector> byId = new HashMap<>();
  private final Map<String, ConfiguredConnector> byHost = new HashMap<>();
  private final CidrIndex<ConfiguredConnector> bySource = new CidrIndex<>();
  private final Map<UUID, ConnectorGroup> groups = new HashMap<>();
  private final Map<String, ConnectorNumber> numbers;

  public ConnectorDirectory(
      List<ConfiguredConnector> connectors,
      List<ConnectorGroup> groups,
      List<ConnectorNumber> numbers) {
    this(
        connectors,
        groups,
        numbers.stream()
            .collect(Collectors.toUnmodifiableMap(ConnectorNumber::e164, Function.identity())));
  }

  /**
   * @param numbers as they are at any time, by themselves; thread-safe
   */
  ConnectorDirectory(
      Collection<ConfiguredConnector> connectors,
      Collection<ConnectorGroup> groups,
      Map<String, ConnectorNumber> numbers) {
    for (ConfiguredConnector connector : connectors) {
      byId.put(connector.connector().id(), connector);
      byHost.put(connector.connector().outboundHostName(), connector);
      for (CidrBlock range :
          connector.termination().map(Termination::cidrAllowedList).orElse(List.of())) {
        bySource.add(range, connector);
      }
    }
    groups.forEach(group -> this.groups.put(group.id(), group));
    this.numbers = numbers;
  }

  public static ConnectorDirectory empty() {
    return new ConnectorDirectory(List.of(), List.of(), List.of());
  }

  /** The IDs of all connectors. */
  public Set<String> ids() {
    return Set.copyOf(byId.keySet());
  }

  public Optional<ConfiguredConnector> connector(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The connector that PBXs call by that host name, lower case. */
  public Optional<ConfiguredConnector> called(String host) {
    return Optional.ofNullable(byHost.get(host));
  }

  /** Connectors whose PBX may call from there. */
  List<ConfiguredConnector> calledFrom(InetAddress source) {
    return bySource.find(source).stream().distinct().toList();
  }

  Optional<ConnectorNumber> number(String e164) {
    return Optional.ofNullable(numbers.get(e164));
  }

  /** The connectors that calls to a number may go to, in the order to try. */
  List<ConfiguredConnector> destinations(ConnectorNumber number) {
    return switch (number.use()) {
      case Use.ToConnector to -> connector(to.voiceConnectorId()).stream().toList();
      case Use.ToGroup to ->
          Optional.ofNullable(groups.get(to.groupId())).map(ConnectorGroup::items).stream()
              .flatMap(List::stream)
              .flatMap(item -> connector(item.voiceConnectorId()).stream())
              .toList();
      case Use.Unassigned none -> List.of();
      case Use.ToMeetings none -> List.of();
    };
  }

  /** Whether the number is the connector's own, by itself or through a group. */
  boolean owns(ConfiguredConnector connector, String e164) {
    return number(e164).stream()
        .flatMap(number -> destinations(number).stream())
        .anyMatch(owner -> owner.connector().id().equals(connector.connector().id()));
  }

  /** Every place that inbound calls may go to, each once. */
  public List<RoutePlace> routes() {
    return byId.values().stream()
        .flatMap(connector -> connector.origination().stream())
        .flatMap(origination -> origination.routes().stream())
        .map(RoutePlace::of)
        .distinct()
        .toList();
  }
}
