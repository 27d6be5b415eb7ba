package io.carillon.core.trunk;

import io.carillon.core.call.EndReason;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.Termination;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Decides what becomes of a new call, from what it says and what is set; touches neither the
 * network nor the store. Thread-safe and quick.
 *
 * <p>A carrier is known by its address, a connector by the host name that is called. A call to a
 * connector's host name is its PBX's, unless it comes from a carrier and is for a number of ours.
 */
public final class TrunkRouting {
  private final Supplier<ConnectorDirectory> directory;
  private final TrunkPolicy policy;
  private final Carriers carriers;
  private final Numbering numbering = new Numbering();
  private final InboundRouting inbound;
  private final OutboundRouting outbound;

  /**
   * @param random draws among routes of the same priority; thread-safe
   */
  public TrunkRouting(
      Supplier<ConnectorDirectory> directory,
      TrunkPolicy policy,
      Carriers carriers,
      Throttles throttles,
      RouteHealth health,
      RandomGenerator random) {
    this.directory = Objects.requireNonNull(directory, "directory");
    this.policy = Objects.requireNonNull(policy, "policy");
    this.carriers = Objects.requireNonNull(carriers, "carriers");
    this.inbound = new InboundRouting(policy, throttles, health, random);
    this.outbound = new OutboundRouting(policy, carriers, numbering, throttles, health, inbound);
  }

  public TrunkDecision decide(TrunkAttempt attempt) {
    ConnectorDirectory now = directory.get();
    Optional<Carrier> carrier = carriers.callingFrom(attempt.source());
    Optional<ConnectorNumber> ours =
        carrier.flatMap(from -> number(now, attempt.user(), from.country()));
    Optional<ConfiguredConnector> called = now.called(attempt.host());
    if (called.isPresent()) {
      return ours.isPresent() && !listed(called.get(), attempt)
          ? inbound(now, ours.get(), carrier.get(), attempt)
          : outbound.decide(now, called.get(), attempt);
    }
    if (ours.isPresent()) {
      return inbound(now, ours.get(), carrier.get(), attempt);
    }
    if (policy.meetingHosts().contains(attempt.host())) {
      return new TrunkDecision.NotTrunk();
    }
    return byAddress(now, carrier, attempt);
  }

  /** The call names nothing of ours, so where it comes from has to tell what it is. */
  private TrunkDecision byAddress(
      ConnectorDirectory now, Optional<Carrier> carrier, TrunkAttempt attempt) {
    List<ConfiguredConnector> callers = now.calledFrom(attempt.source());
    if (callers.isEmpty() && carrier.isPresent()) {
      return new TrunkDecision.Refuse(
          "", "", EndReason.UNKNOWN_DESTINATION, "there is no such number", false);
    }
    return ofCaller(now, callers, attempt, caller -> outbound.decide(now, caller, attempt));
  }

  private TrunkDecision ofCaller(
      ConnectorDirectory now,
      List<ConfiguredConnector> callers,
      TrunkAttempt attempt,
      Function<ConfiguredConnector, TrunkDecision> decision) {
    if (callers.isEmpty()) {
      return new TrunkDecision.NotTrunk();
    }
    List<ConfiguredConnector> meant =
        callers.size() == 1
            ? callers
            : callers.stream().filter(connector -> callsFrom(now, connector, attempt)).toList();
    return meant.size() == 1
        ? decision.apply(meant.getFirst())
        : new TrunkDecision.Refuse(
            "",
            "",
            EndReason.NOT_ALLOWED,
            "several voice connectors are called from this address: call the host name of one",
            false);
  }

  /**
   * Whose PBX calls, for calls that are not to be placed: those that take another's place, and
   * recordings. The answer is Proven, Challenge, Refuse or NotTrunk.
   *
   * @param takesRoom it is one more call, for which there has to be room
   */
  public TrunkDecision identify(TrunkAttempt attempt, boolean takesRoom) {
    ConnectorDirectory now = directory.get();
    Optional<ConfiguredConnector> called = now.called(attempt.host());
    return ofCaller(
        now,
        called.map(List::of).orElseGet(() -> now.calledFrom(attempt.source())),
        attempt,
        caller -> outbound.identify(caller, attempt, takesRoom));
  }

  /** Whether a carrier or a PBX may call from there. */
  public boolean knows(InetAddress source) {
    return carriers.callingFrom(source).isPresent()
        || !directory.get().calledFrom(source).isEmpty();
  }

  /** Whether the caller's number is the connector's. */
  private boolean callsFrom(
      ConnectorDirectory now, ConfiguredConnector connector, TrunkAttempt attempt) {
    String country = connector.termination().orElseThrow().callingRegions().getFirst();
    return List.of(attempt.assertedUser(), attempt.fromUser()).stream()
        .flatMap(user -> number(now, user, country).stream())
        .anyMatch(number -> now.owns(connector, number.e164()));
  }

  private static boolean listed(ConfiguredConnector connector, TrunkAttempt attempt) {
    return connector.termination().map((Termination t) -> t.allows(attempt.source())).orElse(false);
  }

  private Optional<ConnectorNumber> number(ConnectorDirectory now, String user, String country) {
    return Numbering.plus(user)
        .flatMap(now::number)
        .or(() -> numbering.dialled(user, country).flatMap(now::number));
  }

  private TrunkDecision inbound(
      ConnectorDirectory now, ConnectorNumber number, Carrier carrier, TrunkAttempt attempt) {
    if (carrier.encryption().needsTls() && !attempt.secure()) {
      return new TrunkDecision.Refuse(
          "", "", EndReason.NOT_ALLOWED, OutboundRouting.TLS_ONLY, false);
    }
    String from = attempt.fromUser();
    return inbound.decide(
        now,
        number,
        numbering.dialled(from, carrier.country()).orElse(from),
        "",
        Optional.empty(),
        carrier.encryption());
  }

  /**
   * A call that is placed for a party of a connector's call, to where that was transferred. It
   * needs no proof, but everything that limits outbound calls holds.
   *
   * @param user user part of where it was sent
   * @param fromUser number that the call is placed from
   */
  public TrunkDecision onBehalf(String connectorId, String user, String fromUser) {
    ConnectorDirectory now = directory.get();
    return now.connector(connectorId)
        .map(connector -> outbound.onBehalf(now, connector, user, fromUser))
        .orElseGet(
            () ->
                new TrunkDecision.Refuse(
                    "", "", EndReason.NOT_ALLOWED, "the voice connector is gone", false));
  }
}
