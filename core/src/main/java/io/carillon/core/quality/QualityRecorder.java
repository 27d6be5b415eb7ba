package io.carillon.core.quality;

import io.carillon.core.call.LegInfo;
import io.carillon.core.call.MediaQuality;
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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a {@link QualityMinute} of every answered leg at each interval after its answer, and a last
 * one for the rest when it ends. Subscribe it to the event bus.
 *
 * <p>Thread-safe; {@link #accept} does not block. All legs share one scheduler, which should remove
 * cancelled tasks (see {@code ScheduledThreadPoolExecutor.setRemoveOnCancelPolicy}); records are
 * handed over on its thread, or on the publisher's for the last one of a leg.
 */
public final class QualityRecorder implements Consumer<DomainEvent>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QualityRecorder.class);

  private final Duration interval;
  private final ScheduledExecutorService scheduler;
  private final Clock clock;
  private final PhoneCountries countries;
  private final List<Consumer<QualityMinute>> sinks;
  private final Map<String, Measured> legs = new ConcurrentHashMap<>();

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
      case DomainEvent.LegAnswered answered -> begin(answered);
      case DomainEvent.LegEnded ended -> {
        Measured measured = legs.remove(ended.leg().transactionId());
        if (measured != null) {
          measured.finish(ended.quality(), ended.at());
        }
      }
      default -> {
        // nothing to measure
      }
    }
  }

  /** Legs measured now. */
  public int measured() {
    return legs.size();
  }

  /** Stops the clock of every leg; nothing more is recorded. */
  @Override
  public void close() {
    legs.values().forEach(Measured::stop);
    legs.clear();
  }

  private void begin(DomainEvent.LegAnswered answered) {
    Measured measured = new Measured(answered.leg(), answered.quality());
    if (legs.putIfAbsent(answered.leg().transactionId(), measured) == null) {
      measured.start();
    }
  }

  /** One leg; its monitor keeps the clock and the end of the leg apart. */
  private final class Measured {
    private final LegInfo leg;
    private final MediaQuality.Source source;
    private final LegQuality quality = new LegQuality();
    private final String fromCountry;
    private final String toCountry;
    private final String endpointId;
    private ScheduledFuture<?> ticks;
    private boolean over;

    Measured(LegInfo leg, MediaQuality.Source source) {
      this.leg = leg;
      this.source = source;
      this.fromCountry = countries.countryOf(leg.fromUser()).orElse(null);
      this.toCountry = countries.countryOf(leg.toUser()).orElse(null);
      this.endpointId = endpointId(leg);
    }

    synchronized void start() {
      if (over) {
        return;
      }
      try {
        ticks =
            scheduler.scheduleAtFixedRate(
                this::tick, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        LOG.warn("leg {}: not measured, the server is stopping", leg.transactionId());
      }
    }

    private void tick() {
      // An exception would silently end the schedule.
      try {
        MediaQuality now = source.quality();
        synchronized (this) {
          if (!over) {
            emit(now, clock.instant());
          }
        }
      } catch (RuntimeException e) {
        LOG.error("leg {}: no quality record for this interval", leg.transactionId(), e);
      }
    }

    synchronized void finish(MediaQuality lastWord, Instant at) {
      if (!over) {
        stop();
        emit(lastWord, at);
      }
    }

    synchronized void stop() {
      over = true;
      if (ticks != null) {
        ticks.cancel(false);
      }
    }

    private void emit(MediaQuality now, Instant at) {
      LegQuality.Interval measured = quality.next(now);
      QualityMinute minute =
          new QualityMinute(
              leg,
              at,
              fromCountry,
              toCountry,
              endpointId,
              measured.received(),
              measured.sent(),
              QualityMinute.Flow.UNKNOWN,
              QualityMinute.Flow.UNKNOWN,
              measured.score(),
              QualityMinute.Score.UNKNOWN);
      for (Consumer<QualityMinute> sink : sinks) {
        sink.accept(minute);
      }
    }
  }

  /** A digest of what stays the same when the same device calls again: its host and user. */
  private static String endpointId(LegInfo leg) {
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
