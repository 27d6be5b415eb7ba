package io.carillon.sip.trunk;

import io.carillon.core.concurrent.Strand;
import io.carillon.core.connector.RouteProtocol;
import io.carillon.core.trunk.RoutePlace;
import io.carillon.sip.dialog.StrandTimers;
import io.carillon.sip.dialog.Timers;
import io.carillon.sip.dns.Location;
import io.carillon.sip.dns.SipTarget;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one route again and again whether it is there: each server that its name leads to, until one
 * answers. Everything happens on its strand.
 */
final class RouteProbe {
  private static final Logger LOG = LoggerFactory.getLogger(RouteProbe.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_SERVERS = 4;

  private final RoutePlace place;
  private final RouteProbes.Services services;
  private final Strand strand;
  private final Timers timers;
  private final RouteMark mark = new RouteMark();
  private final Deque<SipHop> left = new ArrayDeque<>();
  private Timers.Timer timer = Timers.Timer.NONE;
  private long round;
  private boolean stopped;

  RouteProbe(RoutePlace place, RouteProbes.Services services) {
    this.place = place;
    this.services = services;
    this.strand = new Strand(services.executor());
    this.timers = new StrandTimers(services.scheduler(), strand);
  }

  boolean up() {
    return mark.up();
  }

  /** Begins within a second, so that many routes are not asked at the same moment. */
  void start() {
    strand.execute(() -> next(Duration.ofMillis(services.random().nextInt(1000))));
  }

  void stop() {
    strand.execute(
        () -> {
          stopped = true;
          timer.cancel();
        });
  }

  private void next(Duration pause) {
    if (!stopped) {
      timer = timers.after(pause, this::ask);
    }
  }

  private void ask() {
    long asked = ++round;
    timer = timers.after(patience(), () -> answered(asked, 0));
    services
        .locator()
        .locate(SipTarget.of(place.host(), place.port(), transport(place.transport())))
        .thenAccept(location -> strand.execute(() -> located(asked, location)));
  }

  private Duration patience() {
    return services.interval().compareTo(PATIENCE) < 0 ? services.interval() : PATIENCE;
  }

  static SipTransport transport(RouteProtocol protocol) {
    return switch (protocol) {
      case UDP -> SipTransport.UDP;
      case TCP -> SipTransport.TCP;
      case TLS -> SipTransport.TLS;
    };
  }

  private void located(long asked, Location location) {
    if (asked != round) {
      return;
    }
    left.clear();
    switch (location) {
      case Location.Located found ->
          found.hops().stream().limit(MOST_SERVERS).forEach(left::addLast);
      case Location.NotLocated nowhere -> LOG.debug("{}: {}", place.name(), nowhere.text());
    }
    askServer(asked);
  }

  private void askServer(long asked) {
    SipHop hop = left.pollFirst();
    if (hop == null) {
      over(0);
      return;
    }
    try {
      services.asking().ask(hop, status -> strand.execute(() -> answered(asked, status)));
    } catch (IllegalArgumentException e) {
      LOG.debug("{} cannot be asked: {}", hop, e.getMessage());
      askServer(asked);
    }
  }

  /** A late answer is none: another round or server may be under way. */
  private void answered(long asked, int status) {
    if (asked != round || stopped) {
      return;
    }
    if (status == 0 && !left.isEmpty()) {
      timer.cancel();
      long again = ++round;
      timer = timers.after(patience(), () -> answered(again, 0));
      askServer(again);
      return;
    }
    over(status);
  }

  private void over(int status) {
    round++;
    timer.cancel();
    if (mark.asked(status)) {
      if (mark.up()) {
        LOG.info("route {} answers again", place.name());
      } else {
        LOG.warn("route {} does not answer; it is tried last", place.name());
      }
    }
    next(services.interval());
  }
}
