package io.carillon.h323.call;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.CallRate;
import io.carillon.core.call.DialPlan;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.call.LegProtocol;
import io.carillon.core.dialin.DialString;
import io.carillon.core.event.DomainEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which calls begin: room, the pace of setups, draining, the dial plan; and begins them.
 * Thread-safe, never blocks.
 */
final class NewCalls {
  private static final Logger LOG = LoggerFactory.getLogger(NewCalls.class);

  private final CallServices services;
  private final DialPlan dialPlan;
  private final CallRate rate;
  private final SourceQuota quota;
  private final AtomicBoolean draining = new AtomicBoolean();

  NewCalls(CallServices services, DialPlan dialPlan, CallRate rate) {
    this.services = services;
    this.dialPlan = dialPlan;
    this.rate = rate;
    this.quota =
        new SourceQuota(services.settings().maxCalls(), services.settings().maxCallsPerSource());
  }

  void drain() {
    draining.set(true);
  }

  /** Begins a call, or says why there is none; nothing is kept of those turned away. */
  Optional<EndReason> refusal(InetAddress source) {
    EndReason reason = null;
    if (draining.get()) {
      reason = EndReason.DRAINING;
    } else if (!rate.take() || !quota.take(source)) {
      reason = EndReason.OVERLOAD;
    }
    if (reason != null) {
      services
          .events()
          .publish(
              new DomainEvent.CallTurnedAway(
                  services.clock().instant(),
                  services.settings().connector(),
                  services.settings().region(),
                  reason));
    }
    return Optional.ofNullable(reason);
  }

  /** Begins a call that was not turned away. */
  H323Call begin(IncomingSetup incoming, SignallingConnection connection) {
    InetAddress source = connection.remote().getAddress();
    try {
      return begin(incoming, connection, source);
    } catch (RuntimeException e) {
      quota.leave(source);
      throw e;
    }
  }

  private H323Call begin(
      IncomingSetup incoming, SignallingConnection connection, InetAddress source) {
    Dialled dialled =
        Dialled.of(
            incoming.setup().destinations(),
            incoming.message().calledNumber(),
            connection.local().getHostAddress());
    DialPlan.Route route = route(incoming, dialled);
    H323Call call =
        new H323Call(
            services, info(incoming, dialled, route, connection.remote()), connection, incoming);
    call.ended().whenComplete((reason, failure) -> quota.leave(source));
    switch (route) {
      case DialPlan.Answer answer -> call.begin(answer.handler());
      case DialPlan.Refuse refuse -> call.refuse(refuse.reason());
    }
    return call;
  }

  private DialPlan.Route route(IncomingSetup incoming, Dialled dialled) {
    if (!incoming.setup().invitation()) {
      return new DialPlan.Refuse(EndReason.PROTOCOL_ERROR, "a Setup that is for no call");
    }
    try {
      return dialPlan.route(
          new DialPlan.CallRequest(
              dialled.user(), dialled.host(), incoming.caller(), LegProtocol.H323));
    } catch (RuntimeException e) {
      LOG.error("{}: nobody could say what the call is for", incoming.setup().callId(), e);
      return new DialPlan.Refuse(EndReason.INTERNAL_ERROR, "");
    }
  }

  private LegInfo info(
      IncomingSetup incoming, Dialled dialled, DialPlan.Route route, InetSocketAddress remote) {
    DialPlan.Answer none =
        new DialPlan.Answer("", "", leg -> {}); // what a refused call belongs to is ours to say
    DialPlan.Answer answer = route instanceof DialPlan.Answer given ? given : none;
    CallSettings settings = services.settings();
    return new LegInfo(
        uuid(),
        incoming.setup().callId(),
        orElse(answer.voiceConnectorId(), settings.connector()),
        LegProtocol.H323,
        CallDirection.INBOUND,
        incoming.caller(),
        DialString.shown(dialled.user()),
        dialled.host(),
        orElse(answer.region(), settings.region()),
        text(remote),
        incoming.setup().product(),
        services.clock().instant());
  }

  private static String orElse(String text, String other) {
    return text.isEmpty() ? other : text;
  }

  private static String text(InetSocketAddress remote) {
    String ip = remote.getAddress().getHostAddress();
    return (ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip) + ":" + remote.getPort();
  }

  /** A random UUID (RFC 9562, version 4). */
  private String uuid() {
    long high = services.random().nextLong() & ~0xf000L | 0x4000L;
    long low = services.random().nextLong() & ~(3L << 62) | 1L << 63;
    return new UUID(high, low).toString();
  }
}
