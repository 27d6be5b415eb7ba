package io.carillon.sip.trunk;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegRole;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.EventBus;
import io.carillon.core.trunk.TrunkAttempt;
import io.carillon.core.trunk.TrunkCall;
import io.carillon.core.trunk.TrunkDecision;
import io.carillon.core.trunk.TrunkDirection;
import io.carillon.core.trunk.TrunkRouting;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.digest.DigestVerdict;
import io.carillon.sip.leg.CallRouter;
import io.carillon.sip.leg.Decision;
import io.carillon.sip.leg.IncomingCall;
import io.carillon.sip.leg.Refusal;
import io.carillon.sip.sdp.SrtpPolicy;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sip.header.Header;

/**
 * Tells calls of carriers and connectors from all others and does with them what {@link
 * TrunkRouting} decides. Strangers, challenges and throttled calls leave nothing behind.
 * Thread-safe, never blocks.
 */
public final class TrunkRouter implements CallRouter {
  private final TrunkRouting routing;
  private final ConnectorDigests digests;
  private final BridgeStarter bridges;
  private final List<ProvenCalls> proven;
  private final CallRouter others;
  private final DialPlan.LegHandler meetings;
  private final EventBus events;
  private final Clock clock;

  /**
   * @param proven other kinds of calls that a connector's PBX makes
   * @param others for calls that are no trunk's
   * @param meetings answers calls to numbers that lead to the meetings
   */
  public TrunkRouter(
      TrunkRouting routing,
      ConnectorDigests digests,
      BridgeStarter bridges,
      List<ProvenCalls> proven,
      CallRouter others,
      DialPlan.LegHandler meetings,
      EventBus events,
      Clock clock) {
    this.routing = routing;
    this.digests = digests;
    this.bridges = bridges;
    this.proven = List.copyOf(proven);
    this.others = others;
    this.meetings = meetings;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public Decision route(IncomingCall call) {
    TrunkAttempt attempt = Attempts.of(call);
    Optional<Kind> kind = proven.stream().flatMap(each -> kind(each, call).stream()).findFirst();
    Function<TrunkAttempt, TrunkDecision> decide =
        kind.isPresent() ? a -> identified(a, kind.get().takesRoom()) : routing::decide;
    TrunkDecision decision = decide.apply(attempt);
    if (decision instanceof TrunkDecision.Challenge challenge) {
      return switch (digests.judge(challenge.realm(), call.invite(), attempt.source())) {
        case DigestVerdict.Accepted accepted ->
            done(call, kind, decide.apply(attempt.authenticatedAs(accepted.user())));
        case DigestVerdict.Challenged challenged -> challenge(challenged);
        case DigestVerdict.Refused refused ->
            new Decision.TurnAway(Refusal.of(refused.status(), EndReason.NOT_ALLOWED, ""));
      };
    }
    return done(call, kind, decision);
  }

  /** A call that is not to be placed. */
  private record Kind(boolean takesRoom, ProvenCalls.Taker taker) {}

  private static Optional<Kind> kind(ProvenCalls calls, IncomingCall call) {
    return calls.of(call).map(taker -> new Kind(calls.takesRoom(), taker));
  }

  /** Who is no connector's PBX makes no such calls: it is placed as any other. */
  private TrunkDecision identified(TrunkAttempt attempt, boolean takesRoom) {
    TrunkDecision decision = routing.identify(attempt, takesRoom);
    return decision instanceof TrunkDecision.NotTrunk ? routing.decide(attempt) : decision;
  }

  private static Decision challenge(DigestVerdict.Challenged challenged) {
    List<HeaderLine> headers = challenged.challenges().stream().map(TrunkRouter::line).toList();
    return new Decision.TurnAway(
        Refusal.of(challenged.status(), EndReason.NOT_ALLOWED, "").with(headers));
  }

  private static HeaderLine line(Header header) {
    String text = header.toString();
    return new HeaderLine(header.getName(), text.substring(text.indexOf(':') + 1).trim());
  }

  private Decision done(IncomingCall call, Optional<Kind> kind, TrunkDecision decision) {
    return switch (decision) {
      case TrunkDecision.NotTrunk none -> others.route(call);
      case TrunkDecision.Refuse refuse -> refused(refuse);
      case TrunkDecision.Challenge again ->
          // The connector was changed just now; the caller comes back.
          new Decision.TurnAway(Refusal.of(EndReason.OVERLOAD, ""));
      case TrunkDecision.Meeting meeting ->
          new Decision.Answer(
              meeting.region(),
              meeting.connectorId(),
              SrtpPolicy.of(meeting.encryption()),
              meetings,
              meeting.permit()::close);
      case TrunkDecision.Proven caller -> kind.orElseThrow().taker().proven(caller);
      case TrunkDecision.Bridge bridge -> bridged(bridge);
    };
  }

  private Decision refused(TrunkDecision.Refuse refuse) {
    Refusal refusal = Refusal.of(refuse.reason(), refuse.text());
    if (refuse.throttled()) {
      events.publish(
          new DomainEvent.CallTurnedAway(
              clock.instant(),
              refuse.connectorId(),
              refuse.region(),
              refuse.direction().ofCall(),
              refuse.reason()));
      return new Decision.TurnAway(refusal);
    }
    return refuse.connectorId().isEmpty()
        ? new Decision.TurnAway(refusal)
        : new Decision.Refuse(
            refuse.region(), refuse.connectorId(), caller(refuse.direction()), refusal);
  }

  /** What the leg is that a call comes in by. */
  private static LegRole caller(TrunkDirection direction) {
    return direction == TrunkDirection.INBOUND ? LegRole.REMOTE : LegRole.CUSTOMER;
  }

  private Decision bridged(TrunkDecision.Bridge bridge) {
    TrunkCall call = bridge.call();
    return new Decision.Pending(
        call.region(),
        call.connectorId(),
        caller(call.direction()),
        SrtpPolicy.of(bridge.encryption()),
        bridges.placing(call));
  }
}
