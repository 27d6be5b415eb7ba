package io.carillon.core.trunk;

import io.carillon.core.connector.CidrBlock;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorGroup;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.ConnectorNumber.Use;
import io.carillon.core.connector.DigestCredential;
import io.carillon.core.connector.EmergencyCalling;
import io.carillon.core.connector.LoggingConfiguration;
import io.carillon.core.connector.Origination;
import io.carillon.core.connector.OriginationRoute;
import io.carillon.core.connector.Termination;
import io.carillon.core.connector.VoiceConnector;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** Connectors, carriers and calls for examples: an office in the US with a carrier. */
final class TrunkFixture {
  static final String OFFICE = "office0000000000000001";
  static final String BRANCH = "branch0000000000000002";
  static final String HOST = VoiceConnector.hostName(OFFICE, "example.org");
  static final String BRANCH_HOST = VoiceConnector.hostName(BRANCH, "example.org");
  static final String PBX = "192.0.2.10";
  static final String CARRIER = "198.51.100.7";
  static final String NUMBER = "+12065550100";
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private final List<ConfiguredConnector> connectors = new ArrayList<>();
  private final List<ConnectorGroup> groups = new ArrayList<>();
  private final List<ConnectorNumber> numbers = new ArrayList<>();
  private final List<Carrier> carriers = new ArrayList<>();
  final Set<String> down = new HashSet<>();
  boolean strict;
  int cps = 1000;
  int calls = 1000;
  int callsPerConnector = 1000;
  long nanoTime;
  Throttles throttles;
  private TrunkRouting routing;

  static Termination termination(String cidr, String... regions) {
    return new Termination(
        cidr.isEmpty() ? List.of() : List.of(CidrBlock.parse(cidr)),
        List.of(regions),
        10,
        null,
        false);
  }

  static Origination origination(String... routes) {
    return new Origination(List.of(routes).stream().map(OriginationRoute::parse).toList(), false);
  }

  static ConfiguredConnector connector(String id) {
    return connector(id, false);
  }

  static ConfiguredConnector connector(String id, boolean encrypted) {
    return new ConfiguredConnector(
        new VoiceConnector(
            id, "C", VoiceConnector.hostName(id, "example.org"), encrypted, "us-east-1", NOW, NOW),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        LoggingConfiguration.BOTH,
        Optional.empty());
  }

  /** An office whose PBX is at {@link #PBX}, both ways. */
  static ConfiguredConnector office() {
    return connector(OFFICE)
        .withTermination(Optional.of(termination(PBX, "US")))
        .withOrigination(Optional.of(origination(PBX + ":5060/udp")));
  }

  static ConfiguredConnector withPassword(ConfiguredConnector connector) {
    return connector.withCredentials(
        List.of(DigestCredential.of("joe", connector.connector().outboundHostName(), "secret")));
  }

  static EmergencyCalling emergency(String country, String number, String test) {
    return new EmergencyCalling(List.of(new EmergencyCalling.RoutingNumber(country, number, test)));
  }

  TrunkFixture with(ConfiguredConnector connector) {
    connectors.add(connector);
    return this;
  }

  TrunkFixture number(String e164, Use use) {
    return number(e164, use, "");
  }

  TrunkFixture number(String e164, Use use, String callingName) {
    numbers.add(new ConnectorNumber(e164, use, callingName, null, NOW, NOW));
    return this;
  }

  TrunkFixture number(String e164, String connectorId) {
    return number(e164, new Use.ToConnector(connectorId));
  }

  UUID group(ConnectorGroup.Item... items) {
    UUID id = new UUID(0, groups.size() + 1L);
    groups.add(new ConnectorGroup(id, "G", List.of(items), NOW, NOW));
    return id;
  }

  static Carrier carrier(String name, String cidr, String route, String... prefixes) {
    return new Carrier(
        name,
        cidr.isEmpty() ? List.of() : List.of(CidrBlock.parse(cidr)),
        route.isEmpty()
            ? List.of()
            : List.of(route.split(" ")).stream().map(OriginationRoute::parse).toList(),
        List.of(prefixes),
        Optional.empty(),
        Encryption.AS_MEDIA,
        "US",
        "");
  }

  TrunkFixture with(Carrier carrier) {
    carriers.add(carrier);
    return this;
  }

  /** The usual carrier, for all numbers. */
  TrunkFixture withCarrier() {
    return with(carrier("acme", CARRIER, CARRIER + ":5060/udp"));
  }

  TrunkDecision decide(TrunkAttempt attempt) {
    return routing().decide(attempt);
  }

  TrunkRouting routing() {
    if (routing == null) {
      TrunkPolicy policy =
          new TrunkPolicy(
              strict,
              Set.of("meet.chime.in"),
              "meetings",
              "eu-west-1",
              cps,
              calls,
              callsPerConnector);
      throttles = new Throttles(policy, () -> nanoTime);
      ConnectorDirectory directory = new ConnectorDirectory(connectors, groups, numbers);
      routing =
          new TrunkRouting(
              () -> directory,
              policy,
              new Carriers(carriers),
              throttles,
              route -> !down.contains(route),
              new Random(1));
    }
    return routing;
  }

  /** A call over UDP. */
  static TrunkAttempt call(String source, String user, String host) {
    return new TrunkAttempt(
        InetAddress.ofLiteral(source), false, user, host, "", "", Optional.empty());
  }

  static TrunkAttempt from(TrunkAttempt attempt, String fromUser, String assertedUser) {
    return new TrunkAttempt(
        attempt.source(),
        attempt.secure(),
        attempt.user(),
        attempt.host(),
        fromUser,
        assertedUser,
        attempt.authenticated());
  }

  static TrunkAttempt secure(TrunkAttempt attempt) {
    return new TrunkAttempt(
        attempt.source(),
        true,
        attempt.user(),
        attempt.host(),
        attempt.fromUser(),
        attempt.assertedUser(),
        attempt.authenticated());
  }

  /** The call that is placed; fails when it is not. */
  TrunkCall placed(TrunkAttempt attempt) {
    TrunkDecision decision = decide(attempt);
    if (decision instanceof TrunkDecision.Bridge bridge) {
      return bridge.call();
    }
    throw new AssertionError("not placed: " + decision);
  }

  /** Why it is refused; fails when it is not. */
  TrunkDecision.Refuse refused(TrunkAttempt attempt) {
    TrunkDecision decision = decide(attempt);
    if (decision instanceof TrunkDecision.Refuse refuse) {
      return refuse;
    }
    throw new AssertionError("not refused: " + decision);
  }

  static List<String> routes(TrunkCall call) {
    return call.targets().stream().map(TrunkTarget::routeName).toList();
  }
}
