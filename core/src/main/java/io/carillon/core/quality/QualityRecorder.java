package io.carillon.core.quality;

import io.carillon.core.call.LegInfo;
import io.carillon.core.event.BridgedCall;
import io.carillon.core.event.BridgedCalls;
import io.carillon.core.event.DomainEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * Makes a {@link QualityMinute} of every answered call at each interval after its answer, and a
 * last one for the rest when it ends. Subscribe it to the event bus.
 *
 * <p>A bridged call has one record with both its sides; every other leg is a call of one side.
 *
 * <p>Thread-safe; {@link #accept} does not block. All calls share one scheduler, which should
 * remove cancelled tasks (see {@code ScheduledThreadPoolExecutor.setRemoveOnCancelPolicy}); records
 * are handed over on its thread, or on the publisher's for the last one of a call.
 */
public final class QualityRecorder implements Consumer<DomainEvent>, AutoCloseable {
  private final Duration interval;
  private final ScheduledExecutorService scheduler;
  private final Clock clock;
  private final PhoneCountries countries;
  private final List<Consumer<QualityMinute>> sinks;
  private final BridgedCalls bridged = new BridgedCalls();
  private final Map<String, MeasuredLeg> legs = new ConcurrentHashMap<>();

  /** By the transaction ID of the leg, or the ID of the bridged call. */
  private final Map<String, MeasuredCall> calls = new ConcurrentHashMap<>();

  /**
   * @param interval wall-clock length of an interval, at least 1 ms
   * @param sinks what gets each record (log, metrics); must not block
   */
  public QualityRecorder(
      Duration interval,
      ScheduledExecutorService scheduler,
      Clock clock,
      PhoneCountries countries,
      List<Consumer<QualityMinute>> sinks) {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException("quality.interval " + interval + ": allowed from 1 ms");
    }
    this.interval = interval;
    this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.countries = Objects.requireNonNull(countries, "countries");
    this.sinks = List.copyOf(sinks);
  }

  @Override
  public void accept(DomainEvent event) {
    switch (event) {
      case DomainEvent.LegAnswered answered -> answered(answered);
      case DomainEvent.LegEnded ended -> {
        MeasuredLeg leg = legs.get(ended.leg().transactionId());
        if (leg != null) {
          leg.ended(ended.quality());
        }
      }
      default -> {
        // nothing to measure, unless it is of a bridged call
      }
    }
    bridged.accept(event, this::changed);
    if (event instanceof DomainEvent.LegEnded ended) {
      MeasuredLeg leg = legs.remove(ended.leg().transactionId());
      if (leg != null && !leg.leg().role().bridged()) {
        finish(leg.leg().transactionId(), ended.at());
      }
    }
  }

  /** Calls measured now. */
  public int measured() {
    return calls.size();
  }

  /** Stops the clock of every call; nothing more is recorded. */
  @Override
  public void close() {
    calls.values().forEach(MeasuredCall::stop);
    calls.clear();
    legs.clear();
  }

  private void answered(DomainEvent.LegAnswered answered) {
    LegInfo leg = answered.leg();
    MeasuredLeg measured = new MeasuredLeg(leg, answered.quality());
    if (legs.putIfAbsent(leg.transactionId(), measured) == null && !leg.role().bridged()) {
      begin(leg.transactionId(), call -> call.sides(describe(leg), measured, null));
    }
  }

  private void changed(BridgedCalls.Change change) {
    BridgedCall call = change.call();
    switch (change) {
      case BridgedCalls.Change.Began _ -> begin(call.id(), measured -> sides(measured, call));
      case BridgedCalls.Change.Paired _ -> {
        MeasuredCall measured = calls.get(call.id());
        if (measured != null) {
          sides(measured, call);
        }
      }
      case BridgedCalls.Change.Merged _ -> {
        MeasuredCall measured = calls.remove(call.id());
        if (measured != null) {
          measured.stop();
        }
      }
      case BridgedCalls.Change.Ended ended -> finish(call.id(), ended.at());
    }
  }

  private void begin(String id, Consumer<MeasuredCall> sides) {
    MeasuredCall call = new MeasuredCall(clock, sinks);
    sides.accept(call);
    if (calls.putIfAbsent(id, call) == null) {
      call.start(scheduler, interval);
    }
  }

  private void finish(String id, Instant at) {
    MeasuredCall call = calls.remove(id);
    if (call != null) {
      call.finish(at);
    }
  }

  private void sides(MeasuredCall measured, BridgedCall call) {
    measured.sides(
        describe(call),
        call.customer().map(this::leg).orElse(null),
        call.remote().map(this::leg).orElse(null));
  }

  private MeasuredLeg leg(LegInfo leg) {
    return legs.get(leg.transactionId());
  }

  private QualityMinute.Call describe(LegInfo leg) {
    return describe(
        leg, leg.callTransactionId(), new CallNumbers(leg.fromUser(), leg.toUser()), farEnd(leg));
  }

  /** To the customer the other endpoint is the remote one. */
  private QualityMinute.Call describe(BridgedCall call) {
    return describe(
        call.first(),
        call.transactionId(),
        CallNumbers.of(call),
        farEnd(call.remote().orElse(call.first())));
  }

  private QualityMinute.Call describe(
      LegInfo leg, String transactionId, CallNumbers numbers, String farEnd) {
    return new QualityMinute.Call(
        leg.voiceConnectorId(),
        leg.region(),
        transactionId,
        numbers.from(),
        countries.countryOf(numbers.from()).orElse(null),
        numbers.to(),
        countries.countryOf(numbers.to()).orElse(null),
        farEnd);
  }

  /** A digest of what stays the same when the same device calls again: its host and user. */
  private static String farEnd(LegInfo leg) {
    String address = leg.remoteAddress();
    int port = address.lastIndexOf(':');
    String host = port < 0 ? address : address.substring(0, port);
    String user =
        switch (leg.direction()) {
          case INBOUND -> leg.fromUser();
          case OUTBOUND -> leg.toUser();
        };
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(
                  (leg.voiceConnectorId() + '\n' + host + '\n' + user)
                      .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
