package io.carillon.sip.leg;

import io.carillon.core.call.CallRate;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegRole;
import io.carillon.core.event.DomainEvent;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which calls begin: room in the table, the pace of setups, draining, the router; and
 * begins them. Thread-safe, never blocks.
 */
final class NewCalls {
  private static final Logger LOG = LoggerFactory.getLogger(NewCalls.class);
  private static final String RETRY_AFTER_SECONDS = "10";

  /** A call asks for what its kind cannot give. */
  private static Decision unsupported(Decision meant, String option) {
    meant.dropped();
    return new Decision.Refuse(
        Refusal.of(420, EndReason.PROTOCOL_ERROR, "").with("Unsupported", option));
  }

  private final LegServices services;
  private final CallRouter router;
  private final CallConnectors connectors;
  private final CallRate rate;
  private final AtomicBoolean draining;

  NewCalls(
      LegServices services,
      CallRouter router,
      CallConnectors connectors,
      CallRate rate,
      AtomicBoolean draining) {
    this.services = services;
    this.router = router;
    this.connectors = connectors;
    this.rate = rate;
    this.draining = draining;
  }

  void drain() {
    draining.set(true);
  }

  /** Takes a place for the call, or says why there is none; nothing is kept of the refused. */
  Optional<Refusal> admit(Request invite, InetAddress source) {
    if (draining.get()) {
      return turnedAway(EndReason.DRAINING, "the server is shutting down");
    }
    if (!services.table().firstWay(invite)) {
      return Optional.of(
          Refusal.of(482, EndReason.PROTOCOL_ERROR, "this call came another way already"));
    }
    if (!rate.take()) {
      services.table().forgetInvite(invite);
      return turnedAway(EndReason.OVERLOAD, "too many calls at once");
    }
    if (!services.table().admit(source)) {
      services.table().forgetInvite(invite);
      return turnedAway(EndReason.OVERLOAD, "no room for another call");
    }
    return Optional.empty();
  }

  private Optional<Refusal> turnedAway(EndReason reason, String text) {
    services
        .events()
        .publish(
            new DomainEvent.CallTurnedAway(
                services.clock().instant(),
                services.settings().defaultConnector(),
                services.settings().defaultRegion(),
                reason));
    return Optional.of(Refusal.of(reason, text));
  }

  /** The admitted call comes to nothing. */
  void giveBack(Request invite, InetAddress source) {
    services.table().forgetInvite(invite);
    services.table().leave(source);
  }

  /** What becomes of an admitted call. */
  Decision decide(IncomingCall call) {
    try {
      Decision decision = router.route(call);
      return switch (decision) {
        // Who is answered at once cannot take the place of another.
        case Decision.Answer answer when requires(call, Capabilities.REPLACES) ->
            unsupported(answer, Capabilities.REPLACES);
        case Decision.Answer answer when requires(call, Capabilities.SIPREC) ->
            unsupported(answer, Capabilities.SIPREC);
        case Decision.Pending pending when requires(call, Capabilities.SIPREC) ->
            unsupported(pending, Capabilities.SIPREC);
        default -> decision;
      };
    } catch (RuntimeException e) {
      LOG.error("{}: nobody could say what the call is for", call.callId(), e);
      return new Decision.Refuse(Refusal.of(EndReason.INTERNAL_ERROR, ""));
    }
  }

  private static boolean requires(IncomingCall call, String option) {
    return call.required().stream().anyMatch(option::equalsIgnoreCase);
  }

  /** Begins an admitted call that is not turned away. */
  void begin(IncomingCall call, Decision decision, ServerTransaction transaction, Flow flow) {
    LegInfo info = info(call, decision);
    SipLeg leg =
        new SipLeg(
            services,
            info,
            services.signalling().newTag(),
            flow.remote().address().getAddress(),
            flow,
            LegState.OFFERED);
    transaction.setApplicationData(leg);
    decision.srtp().ifPresent(policy -> leg.mediaBy(AudioMedia.factory(services, policy)));
    leg.belongsTo(connectors);
    leg.cameWith(CallDetails.inviteHeaders(call.invite()));
    Optional<Decision.Pending> pending =
        decision instanceof Decision.Pending waits ? Optional.of(waits) : Optional.empty();
    IncomingInvite half = new IncomingInvite(leg, call, transaction, pending);
    switch (decision) {
      case Decision.Answer answer -> {
        leg.ended().thenRun(answer.over());
        leg.begin(half, answer.handler());
      }
      case Decision.Record recorded -> {
        leg.ended().thenRun(recorded.over());
        leg.mediaBy(recorded.media());
        leg.inDialog().recording();
        leg.begin(half, answered -> {});
      }
      case Decision.Refuse refuse -> leg.refuse(half, refuse.refusal());
      case Decision.TurnAway turnAway -> leg.refuse(half, turnAway.refusal());
      case Decision.Pending waits -> {
        leg.inDialog().steered();
        leg.begin(half, answered -> {});
      }
    }
  }

  private LegInfo info(IncomingCall call, Decision decision) {
    LegInfo info =
        CallDetails.incoming(
            call, connector(decision), region(decision), services.random(), services.clock());
    return switch (decision) {
      case Decision.Pending waits -> info.withRole(waits.role());
      case Decision.Refuse refuse -> info.withRole(refuse.role());
      case Decision.Record _ -> info.withRole(LegRole.RECORDED);
      case Decision.Answer _, Decision.TurnAway _ -> info;
    };
  }

  private String connector(Decision decision) {
    String connector =
        switch (decision) {
          case Decision.Answer answer -> answer.voiceConnectorId();
          case Decision.Pending pending -> pending.voiceConnectorId();
          case Decision.Record recorded -> recorded.voiceConnectorId();
          case Decision.Refuse refuse -> refuse.voiceConnectorId();
          case Decision.TurnAway turnAway -> "";
        };
    return connector.isEmpty() ? services.settings().defaultConnector() : connector;
  }

  private String region(Decision decision) {
    String region =
        switch (decision) {
          case Decision.Answer answer -> answer.region();
          case Decision.Pending pending -> pending.region();
          case Decision.Record recorded -> recorded.region();
          case Decision.Refuse refuse -> refuse.region();
          case Decision.TurnAway turnAway -> "";
        };
    return region.isEmpty() ? services.settings().defaultRegion() : region;
  }

  /** What an INVITE to that address would be refused with, for OPTIONS. */
  Optional<Refusal> wouldRefuse(Request options) {
    if (draining.get()) {
      return Optional.of(
          Refusal.of(503, EndReason.DRAINING, "the server is shutting down")
              .with("Retry-After", RETRY_AFTER_SECONDS));
    }
    return Optional.empty();
  }
}
