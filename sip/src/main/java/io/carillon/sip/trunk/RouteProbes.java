package io.carillon.sip.trunk;

import io.carillon.core.trunk.RouteHealth;
import io.carillon.core.trunk.RoutePlace;
import io.carillon.sip.dns.Location;
import io.carillon.sip.dns.SipTarget;
import io.carillon.sip.transport.SipHop;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntConsumer;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows which routes of connectors and carriers answer of late, by asking each by OPTIONS. A route
 * that is not asked counts as up. Thread-safe.
 */
public final class RouteProbes implements RouteHealth, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RouteProbes.class);

  /** More are not asked: a bound for timers, messages and metrics. */
  private static final int MOST = 2000;

  private final Services services;
  private final MeterRegistry meters;
  private final Map<String, Watched> watched = new ConcurrentHashMap<>();

  private record Watched(RouteProbe probe, Meter gauge) {}

  /** Finds servers (RFC 3263). */
  @FunctionalInterface
  public interface Locating {
    CompletionStage<Location> locate(SipTarget target);
  }

  /** Sends an OPTIONS, as {@code SipService.ask} does. */
  @FunctionalInterface
  public interface Asking {
    /**
     * @param answer the status of the final response, 0 for none
     * @throws IllegalArgumentException when nothing leads there
     */
    void ask(SipHop hop, IntConsumer answer);
  }

  /**
   * What asking needs.
   *
   * @param interval from one answer to the next question; zero to ask never
   */
  public record Services(
      Duration interval,
      Locating locator,
      Asking asking,
      Executor executor,
      ScheduledExecutorService scheduler,
      RandomGenerator random) {}

  public RouteProbes(Services services, MeterRegistry meters) {
    this.services = services;
    this.meters = meters;
  }

  /** From now on these are asked and no others. */
  public synchronized void watch(Collection<RoutePlace> places) {
    if (services.interval().isZero()) {
      return;
    }
    if (places.size() > MOST) {
      LOG.warn("{} routes: the first {} are asked whether they are there", places.size(), MOST);
    }
    List<RoutePlace> wanted = places.stream().distinct().limit(MOST).toList();
    List<String> gone = new ArrayList<>(watched.keySet());
    wanted.forEach(place -> gone.remove(place.name()));
    gone.forEach(this::forget);
    for (RoutePlace place : wanted) {
      if (!watched.containsKey(place.name())) {
        begin(place);
      }
    }
  }

  private void begin(RoutePlace place) {
    RouteProbe probe = new RouteProbe(place, services);
    Gauge gauge =
        Gauge.builder("carillon.trunk.route.up", probe, asked -> asked.up() ? 1 : 0)
            .description("whether the route answers of late: 1 or 0")
            .tag("route", place.name())
            .register(meters);
    watched.put(place.name(), new Watched(probe, gauge));
    probe.start();
  }

  private void forget(String name) {
    Watched gone = watched.remove(name);
    gone.probe().stop();
    meters.remove(gone.gauge());
  }

  @Override
  public boolean up(String routeName) {
    Watched known = watched.get(routeName);
    return known == null || known.probe().up();
  }

  /** Asks nobody any more. */
  @Override
  public synchronized void close() {
    List.copyOf(watched.keySet()).forEach(this::forget);
  }
}
