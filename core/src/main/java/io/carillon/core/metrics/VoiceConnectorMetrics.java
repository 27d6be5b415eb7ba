package io.carillon.core.metrics;

import io.carillon.core.call.CallDirection;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegInfo;
import io.carillon.core.event.BridgedCall;
import io.carillon.core.event.BridgedCalls;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.quality.QualityMinute;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Keeps the metrics of {@link VoiceConnectorMetric} for every connector and region. Subscribe it to
 * the event bus, and give {@link #quality} to the quality recorder: media numbers are those of the
 * media quality log.
 *
 * <p>Inbound means that a party called the server, outbound that the server called; for a bridged
 * call, that it goes to the customer or comes from it. A bridged call counts once; two who talk
 * after a transfer are active, but neither tried nor answered again. A call failed when it ended
 * unanswered for another reason than the caller's or an operator's wish. A throttle is a call
 * refused because the server was full.
 *
 * <p>At most {@value #MAX_CONNECTORS} pairs of connector and region have meters of their own; the
 * rest share those named "other". Thread-safe, does not block.
 */
public final class VoiceConnectorMetrics implements Consumer<DomainEvent> {
  static final int MAX_CONNECTORS = 1000;
  private static final String STATUS_LINE = "SIP/2.0 ";

  private final MeterRegistry registry;
  private final LongSupplier nanoTime;
  private final Map<Key, ConnectorMeters> connectors = new ConcurrentHashMap<>();
  private final BridgedCalls bridged = new BridgedCalls();

  private record Key(String voiceConnectorId, String region) {
    static final Key OTHER = new Key("other", "other");
  }

  public VoiceConnectorMetrics(MeterRegistry registry, LongSupplier nanoTime) {
    this.registry = Objects.requireNonNull(registry, "registry");
    this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
  }

  @Override
  public void accept(DomainEvent event) {
    switch (event) {
      case DomainEvent.LegStarted e -> {
        if (counts(e.leg())) {
          of(e.leg()).count(direction(e.leg()) + "CallAttempts");
        }
      }
      case DomainEvent.LegAnswered e -> {
        if (!e.leg().role().bridged()) {
          of(e.leg()).count(direction(e.leg()) + "CallsAnswered");
          of(e.leg()).active(direction(e.leg()) + "CallsActive", 1);
        }
      }
      case DomainEvent.LegEnded e -> ended(e);
      case DomainEvent.CallTurnedAway e -> {
        ConnectorMeters meters = of(e.voiceConnectorId(), e.region());
        String direction = word(e.direction());
        meters.count(direction + "CallAttempts");
        failed(meters, direction, e.reason());
        throttled(meters, e.reason());
      }
      case DomainEvent.SipMessagePassed e -> {
        int status = statusClass(e.message());
        if (status > 0) {
          of(e.voiceConnectorId(), e.region()).count("Sip" + status + "xxCodes");
        }
      }
      default -> {
        // not counted, unless it is of a bridged call
      }
    }
    bridged.accept(event, this::changed);
  }

  /** Bridged calls count once, not by their legs. */
  private void changed(BridgedCalls.Change change) {
    BridgedCall call = change.call();
    String direction = word(call.direction());
    ConnectorMeters meters = of(call.first());
    switch (change) {
      case BridgedCalls.Change.Began _ -> {
        if (call.original()) {
          meters.count(direction + "CallsAnswered");
        }
        meters.active(direction + "CallsActive", 1);
      }
      case BridgedCalls.Change.Paired _ -> {
        // counted when it began
      }
      case BridgedCalls.Change.Ended _, BridgedCalls.Change.Merged _ ->
          meters.active(direction + "CallsActive", -1);
    }
  }

  /** A further leg of a bridged call is no call of its own. */
  private static boolean counts(LegInfo leg) {
    return !leg.role().bridged() || leg.firstOfCall();
  }

  /** Takes the media numbers of one interval of one leg. */
  public void quality(QualityMinute minute) {
    ConnectorMeters meters = of(minute.call().voiceConnectorId(), minute.call().region());
    flow(meters, "CustomerToVc", minute.customerToConnector());
    flow(meters, "VcToCustomer", minute.connectorToCustomer());
    flow(meters, "RemoteToVc", minute.remoteToConnector());
    flow(meters, "VcToRemote", minute.connectorToRemote());
    score(meters, "Customer", minute.customer());
    score(meters, "Remote", minute.remote());
  }

  private static void flow(ConnectorMeters meters, String way, QualityMinute.Flow flow) {
    meters.count(way + "RtpPackets", flow.rtpPackets());
    meters.count(way + "RtpBytes", flow.rtpBytes());
    meters.count(way + "RtcpPackets", flow.rtcpPackets());
    meters.count(way + "RtcpBytes", flow.rtcpBytes());
    meters.count(way + "PacketsLost", flow.packetsLost());
    meters.measured(way + "Jitter", flow.jitterMicros());
  }

  private static void score(ConnectorMeters meters, String side, QualityMinute.Score score) {
    meters.measured("RTTBetweenVcAnd" + side, score.rttMicros());
    meters.measured("MOSBetweenVcAnd" + side, score.mos());
  }

  private void ended(DomainEvent.LegEnded ended) {
    LegInfo leg = ended.leg();
    if (ended.answeredAt() == null) {
      if (counts(leg)) {
        failed(of(leg), direction(leg), ended.reason());
      }
      if (!leg.role().bridged()) { // there it is the other end that may have been full
        throttled(of(leg), ended.reason());
      }
    } else if (!leg.role().bridged()) {
      of(leg).active(direction(leg) + "CallsActive", -1);
    }
  }

  private static void failed(ConnectorMeters meters, String direction, EndReason reason) {
    if (!reason.normal()) {
      meters.count(direction + "CallFailures");
    }
  }

  private static void throttled(ConnectorMeters meters, EndReason reason) {
    if (reason == EndReason.OVERLOAD) {
      meters.count("Throttles");
    }
  }

  private static String direction(LegInfo leg) {
    return word(leg.directionOfCall());
  }

  private static String word(CallDirection direction) {
    return direction == CallDirection.INBOUND ? "Inbound" : "Outbound";
  }

  private ConnectorMeters of(LegInfo leg) {
    return of(leg.voiceConnectorId(), leg.region());
  }

  private ConnectorMeters of(String voiceConnectorId, String region) {
    // CloudWatch takes no empty dimension, and loses the whole batch over it.
    Key key = new Key(orNone(voiceConnectorId), orNone(region));
    ConnectorMeters known = connectors.get(key);
    if (known != null) {
      return known;
    }
    Key taken = connectors.size() < MAX_CONNECTORS ? key : Key.OTHER;
    return connectors.computeIfAbsent(
        taken, k -> new ConnectorMeters(registry, k.voiceConnectorId(), k.region(), nanoTime));
  }

  private static String orNone(String tag) {
    return tag.isBlank() ? "none" : tag;
  }

  /** First digit of a response's status code, 0 for a request or anything else. */
  static int statusClass(String message) {
    int at = STATUS_LINE.length();
    if (message.length() < at + 3 || !message.regionMatches(true, 0, STATUS_LINE, 0, at)) {
      return 0;
    }
    int first = message.charAt(at) - '0';
    boolean digits = isDigit(message.charAt(at + 1)) && isDigit(message.charAt(at + 2));
    boolean ends = message.length() == at + 3 || !isDigit(message.charAt(at + 3));
    return first >= 1 && first <= 6 && digits && ends ? first : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
