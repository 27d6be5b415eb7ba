package io.carillon.core.trunk;

import io.carillon.core.call.EndReason;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.Termination;
import io.carillon.core.connector.VoiceConnector;
import io.carillon.core.trunk.CallerNumbers.Caller;
import io.carillon.core.trunk.EmergencyRouting.Help;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Calls of the PBX behind a connector. */
final class OutboundRouting {
  static final String TLS_ONLY = "only calls over TLS are taken";

  private final TrunkPolicy policy;
  private final Carriers carriers;
  private final Numbering numbering;
  private final Throttles throttles;
  private final RouteHealth health;
  private final InboundRouting inbound;
  private final CallerNumbers callers;
  private final EmergencyRouting emergencies;

  OutboundRouting(
      TrunkPolicy policy,
      Carriers carriers,
      Numbering numbering,
      Throttles throttles,
      RouteHealth health,
      InboundRouting inbound) {
    this.policy = policy;
    this.carriers = carriers;
    this.numbering = numbering;
    this.throttles = throttles;
    this.health = health;
    this.inbound = inbound;
    this.callers = new CallerNumbers(numbering);
    this.emergencies = new EmergencyRouting(numbering);
  }

  /** A new call, which has to prove first that it is the PBX's. */
  TrunkDecision decide(
      ConnectorDirectory directory, ConfiguredConnector connector, TrunkAttempt attempt) {
    Optional<TrunkDecision> stranger = stranger(connector, attempt);
    return stranger.isPresent()
        ? stranger.get()
        : new Placing(directory, connector)
            .decide(attempt.user(), attempt.fromUser(), attempt.assertedUser(), attempt.secure());
  }

  /**
   * Whose call it is, without placing it.
   *
   * @param takesRoom it is one more call, for which there has to be room
   */
  TrunkDecision identify(ConfiguredConnector connector, TrunkAttempt attempt, boolean takesRoom) {
    return stranger(connector, attempt).orElseGet(() -> known(connector, attempt, takesRoom));
  }

  private TrunkDecision known(
      ConfiguredConnector connector, TrunkAttempt attempt, boolean takesRoom) {
    VoiceConnector whose = connector.connector();
    if (whose.requireEncryption() && !attempt.secure()) {
      return refused(connector, EndReason.NOT_ALLOWED, TLS_ONLY);
    }
    Optional<Permit> permit =
        takesRoom ? throttles.take(List.of(ask(connector))) : Optional.of(Permit.NONE);
    return permit
        .<TrunkDecision>map(
            taken ->
                new TrunkDecision.Proven(
                    whose.id(), whose.region(), whose.requireEncryption(), taken))
        .orElseGet(() -> throttled(connector));
  }

  private static Throttles.Ask ask(ConfiguredConnector connector) {
    return new Throttles.Ask(
        connector.connector().id(), connector.termination().orElseThrow().cpsLimit());
  }

  private static TrunkDecision throttled(ConfiguredConnector connector) {
    VoiceConnector whose = connector.connector();
    return new TrunkDecision.Refuse(
        whose.id(),
        whose.region(),
        EndReason.OVERLOAD,
        "too many calls at once",
        true,
        TrunkDirection.OUTBOUND);
  }

  /** A call that is placed for a party of another one. */
  TrunkDecision onBehalf(
      ConnectorDirectory directory, ConfiguredConnector connector, String user, String fromUser) {
    return connector.termination().isEmpty()
        ? refused(connector, EndReason.NOT_ALLOWED, "this voice connector takes no calls")
        : new Placing(directory, connector).decide(user, fromUser, "", true);
  }

  /** What a call gets that is not known to be the PBX's: both its address and its user name are. */
  private static Optional<TrunkDecision> stranger(
      ConfiguredConnector connector, TrunkAttempt attempt) {
    Optional<Termination> termination = connector.termination();
    boolean credentials = !connector.credentials().isEmpty();
    boolean allowed =
        termination
            .map(t -> t.cidrAllowedList().isEmpty() ? credentials : t.allows(attempt.source()))
            .orElse(false);
    if (!allowed) {
      return Optional.of(
          new TrunkDecision.Refuse(
              "", "", EndReason.NOT_ALLOWED, "calls from this address are not taken", false));
    }
    VoiceConnector whose = connector.connector();
    if (!credentials || attempt.authenticated().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        whose.requireEncryption() && !attempt.secure()
            // Nobody is asked in the clear, and nobody has proved anything yet.
            ? new TrunkDecision.Refuse("", "", EndReason.NOT_ALLOWED, TLS_ONLY, false)
            : new TrunkDecision.Challenge(whose.id(), whose.region(), whose.outboundHostName()));
  }

  private static TrunkDecision refused(
      ConfiguredConnector connector, EndReason reason, String text) {
    VoiceConnector whose = connector.connector();
    return new TrunkDecision.Refuse(
        whose.id(), whose.region(), reason, text, false, TrunkDirection.OUTBOUND);
  }

  /** One connector's calls, as everything is set at one moment. */
  private final class Placing {
    private final ConnectorDirectory directory;
    private final ConfiguredConnector connector;
    private final VoiceConnector whose;
    private final Termination termination;

    Placing(ConnectorDirectory directory, ConfiguredConnector connector) {
      this.directory = directory;
      this.connector = connector;
      this.whose = connector.connector();
      this.termination = connector.termination().orElseThrow();
    }

    TrunkDecision decide(String user, String fromUser, String assertedUser, boolean secure) {
      Caller caller = callers.of(directory, connector, fromUser, assertedUser);
      Optional<Help> help = emergencies.help(connector, user, caller.own() ? caller.number() : "");
      if (help.isPresent()) {
        return emergency(user, caller, help.get());
      }
      if (whose.requireEncryption() && !secure) {
        return refused(connector, EndReason.NOT_ALLOWED, TLS_ONLY);
      }
      if (termination.disabled()) {
        return refused(connector, EndReason.NOT_ALLOWED, "this voice connector takes no calls now");
      }
      if (policy.strictCallerId() && !caller.own()) {
        return refused(
            connector, EndReason.NOT_ALLOWED, "the caller number is none of the voice connector's");
      }
      Optional<ConnectorNumber> own = ownNumber(user);
      if (own.isPresent()) {
        return inbound.decide(
            directory,
            own.get(),
            caller.number(),
            caller.callingName(),
            Optional.of(ask(connector)),
            Encryption.required(whose.requireEncryption()));
      }
      return numbering
          .dialled(user, homeCountry())
          .map(number -> outside(number, caller))
          .orElseGet(
              () ->
                  refused(connector, EndReason.UNKNOWN_DESTINATION, "that is no telephone number"));
    }

    private String homeCountry() {
      return termination.callingRegions().getFirst();
    }

    /** A number of ours that is meant, whosever it is. */
    private Optional<ConnectorNumber> ownNumber(String user) {
      return Numbering.plus(user)
          .flatMap(directory::number)
          .or(() -> numbering.dialled(user, homeCountry()).flatMap(directory::number));
    }

    private TrunkDecision outside(String number, Caller caller) {
      Optional<String> country = numbering.country(number);
      if (country.filter(termination.callingRegions()::contains).isEmpty()) {
        return refused(
            connector,
            EndReason.NOT_ALLOWED,
            "calls to " + country.orElse("numbers of no country") + " are not allowed");
      }
      List<TrunkTarget> targets = targets(carriers.serving(number), number);
      if (targets.isEmpty()) {
        return refused(connector, EndReason.UNKNOWN_DESTINATION, "no carrier serves this number");
      }
      return throttles
          .take(List.of(ask(connector)))
          .map(permit -> placed(number, caller, false, targets, permit))
          .orElseGet(() -> throttled(connector));
    }

    /** Nothing that limits other calls holds here. */
    private TrunkDecision emergency(String dialled, Caller caller, Help help) {
      List<Carrier> serving = carriers.serving(help.user());
      List<TrunkTarget> targets =
          targets(serving.isEmpty() ? carriers.takingCalls() : serving, help.user());
      return targets.isEmpty()
          ? refused(connector, EndReason.UNKNOWN_DESTINATION, "no carrier is set up")
          : placed(dialled, caller, true, targets, throttles.force(whose.id()));
    }

    private TrunkDecision placed(
        String number, Caller caller, boolean emergency, List<TrunkTarget> targets, Permit permit) {
      return new TrunkDecision.Bridge(
          new TrunkCall(
              TrunkDirection.OUTBOUND,
              whose.id(),
              whose.region(),
              caller.number(),
              number,
              caller.callingName(),
              emergency,
              targets,
              permit),
          Encryption.required(whose.requireEncryption() && !emergency));
    }

    /** One carrier's after the other's; those that do not answer of late after all others. */
    private List<TrunkTarget> targets(List<Carrier> serving, String user) {
      List<TrunkTarget> targets = new ArrayList<>();
      for (Carrier carrier : serving) {
        carrier.routes().forEach(route -> targets.add(target(carrier, RoutePlace.of(route), user)));
      }
      targets.sort(Comparator.comparing(target -> !health.up(target.routeName())));
      return targets;
    }

    private TrunkTarget target(Carrier carrier, RoutePlace place, String user) {
      return new TrunkTarget(
          whose.id(),
          whose.region(),
          place.name(),
          place.host(),
          place.port(),
          place.transport(),
          carrier.encryption(),
          user,
          carrier.domain(),
          carrier.credentials());
    }
  }
}
