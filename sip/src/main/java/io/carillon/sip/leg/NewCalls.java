package io.carillon.sip.leg;

import io.carillon.core.call.DialPlan;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.event.DomainEvent;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sip.ServerTransaction;
import javax.sip.message.Request;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which calls begin: room in the table, the pace of setups, draining, the dial plan; and
 * begins them. Thread-safe, never blocks.
 */
final class NewCalls {
  private static final Logger LOG = LoggerFactory.getLogger(NewCalls.class);
  private static final String RETRY_AFTER_SECONDS = "10";

  private final LegServices services;
  private final DialPlan dialPlan;
  private final CallConnectors connectors;
  private final SetupRate rate;
  private final AtomicBoolean draining = new AtomicBoolean();

  NewCalls(LegServices services, DialPlan dialPlan, CallConnectors connectors, SetupRate rate) {
    this.services = services;
    this.dialPlan = dialPlan;
    this.connectors = connectors;
    this.rate = rate;
  }

  void drain() {
    draining.set(true);
  }

  boolean draining() {
    return draining.get();
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

  /** Begins an admitted call. */
  void begin(Request invite, ServerTransaction transaction, Flow flow) {
    DialPlan.Route route = route(invite);
    String connector =
        route instanceof DialPlan.Answer answer
            ? answer.voiceConnectorId()
            : services.settings().defaultConnector();
    String region =
        route instanceof DialPlan.Answer answer
            ? answer.region()
            : services.settings().defaultRegion();
    LegInfo info =
        CallDetails.incoming(
            invite,
            connector,
            region,
            CallDetails.address(flow.remote().address()),
            services.random(),
            services.clock());
    SipLeg leg =
        new SipLeg(
            services,
            info,
            services.signalling().newTag(),
            flow.remote().address().getAddress(),
            flow,
            LegState.OFFERED);
    transaction.setApplicationData(leg);
    leg.belongsTo(connectors);
    leg.cameWith(CallDetails.inviteHeaders(invite));
    IncomingInvite half = new IncomingInvite(leg, invite, transaction);
    switch (route) {
      case DialPlan.Answer answer -> leg.begin(half, answer.handler());
      case DialPlan.Refuse refuse -> leg.refuse(half, refusal(invite, refuse));
    }
  }

  private DialPlan.Route route(Request invite) {
    try {
      return dialPlan.route(CallDetails.request(invite));
    } catch (RuntimeException e) {
      LOG.error("the dial plan failed", e);
      return new DialPlan.Refuse(EndReason.INTERNAL_ERROR, "");
    }
  }

  private static Refusal refusal(Request invite, DialPlan.Refuse refuse) {
    boolean unknown = refuse.reason() == EndReason.UNKNOWN_DESTINATION;
    return unknown && RequestRules.hopsUsedUp(invite)
        ? Refusal.of(483, refuse.reason(), "")
        : Refusal.of(refuse.reason(), refuse.explanation());
  }

  /** What an INVITE to that address would be refused with, for OPTIONS. */
  Optional<Refusal> wouldRefuse(Request options) {
    if (draining.get()) {
      return Optional.of(
          new Refusal(
              503,
              EndReason.DRAINING,
              399,
              "the server is shutting down",
              Map.of("Retry-After", RETRY_AFTER_SECONDS)));
    }
    return Optional.empty();
  }
}
