package io.carillon.sip.bridge;

import io.carillon.core.call.EndReason;
import io.carillon.core.trunk.TrunkTarget;
import io.carillon.sip.dialog.HeaderLine;
import io.carillon.sip.dns.Location;
import io.carillon.sip.dns.RouteFailover;
import io.carillon.sip.dns.SipTarget;
import io.carillon.sip.leg.OutgoingListener;
import io.carillon.sip.leg.SipCall;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one place after another until somebody answers or says no: the targets in their order, of
 * each the addresses the DNS gives (RFC 3263). Owned by the call's strand.
 */
final class CalleeSearch {
  private static final Logger LOG = LoggerFactory.getLogger(CalleeSearch.class);

  /**
   * Is told how it goes, on the call's strand; one of answered and failed comes, unless stopped.
   */
  interface Owner {
    /** Runs it on the call's strand. */
    void run(Runnable task);

    /** A leg was made; it may never be answered. */
    void placed(SipCall leg);

    void progress(SipCall leg, OutgoingListener.Progress progress);

    void answered(SipCall leg, OutgoingListener.Answer answer);

    void failed(OutgoingListener.Failure failure);
  }

  private final BridgeServices services;
  private final Invitation invitation;
  private final Owner owner;
  private final Deque<Place> places;
  private TrunkTarget target;
  private List<HeaderLine> headers = List.of();
  private RouteFailover hops;
  private SipCall leg;
  private OutgoingListener.Failure best = CallOutcome.silent(EndReason.TRANSPORT_FAILURE);
  private int tried;
  private int redirects;
  private boolean rang;
  private boolean over;

  CalleeSearch(BridgeServices services, Invitation invitation, Owner owner) {
    this.services = services;
    this.invitation = invitation;
    this.owner = owner;
    this.places = new ArrayDeque<>();
    invitation.call().targets().forEach(to -> places.add(new Place(to, invitation.headers())));
  }

  /**
   * One to try.
   *
   * @param headers for it
   */
  private record Place(TrunkTarget target, List<HeaderLine> headers) {}

  void start() {
    nextTarget();
  }

  /** The leg that is being called, if any. */
  Optional<SipCall> leg() {
    return Optional.ofNullable(leg);
  }

  /** Somebody has been rung. */
  boolean rang() {
    return rang;
  }

  /** Nobody is to answer any more; who does all the same gets a BYE. */
  void stop(EndReason reason, List<HeaderLine> headers) {
    if (!over) {
      over = true;
      leg().ifPresent(calling -> calling.end(reason, headers));
    }
  }

  private void nextTarget() {
    Place next = places.poll();
    if (next == null || tried >= services.settings().maxPlaces()) {
      fail(best);
      return;
    }
    target = next.target();
    headers = next.headers();
    if (!invitation.call().permit().moveTo(target.connectorId())) {
      LOG.info("{}: its voice connector has no room for another call", target.routeName());
      nextTarget();
      return;
    }
    SipTarget sought;
    try {
      sought =
          SipTarget.of(
              target.host(), target.port(), SipTransport.valueOf(target.transport().name()));
    } catch (IllegalArgumentException e) {
      LOG.warn("{}: {}", target.routeName(), e.getMessage());
      nextTarget();
      return;
    }
    services
        .locator()
        .locate(sought)
        .whenComplete((location, failure) -> owner.run(() -> located(location)));
  }

  private void located(Location location) {
    if (over) {
      return;
    }
    if (location instanceof Location.Located(List<SipHop> found)) {
      hops = new RouteFailover(found, services.failures());
      nextHop();
      return;
    }
    LOG.info("{}: {}", target.routeName(), location);
    nextTarget();
  }

  private void nextHop() {
    Optional<SipHop> hop = hops.next();
    if (hop.isEmpty() || tried >= services.settings().maxPlaces()) {
      nextTarget();
      return;
    }
    tried++;
    try {
      leg = services.calls().call(invitation.to(target, headers, hop.get()), new Listener());
    } catch (RejectedExecutionException e) {
      fail(CallOutcome.silent(EndReason.OVERLOAD));
      return;
    } catch (IllegalArgumentException e) {
      LOG.warn("{} cannot be called: {}", target.routeName(), e.getMessage());
      nextHop();
      return;
    }
    owner.placed(leg);
  }

  private void fail(OutgoingListener.Failure failure) {
    over = true;
    leg = null;
    owner.failed(failure);
  }

  /** One leg's; what comes of a leg that is not the present one any more means nothing. */
  private final class Listener implements OutgoingListener {
    @Override
    public void progress(SipCall from, Progress progress) {
      owner.run(
          () -> {
            if (!over && from == leg) {
              rang |= progress.status() >= 180 && progress.status() <= 182;
              owner.progress(from, progress);
            }
          });
    }

    @Override
    public void answered(SipCall from, Answer answer) {
      owner.run(
          () -> {
            if (over || from != leg) {
              from.end(EndReason.CANCELLED);
              return;
            }
            over = true;
            hops.responded(200, Duration.ZERO);
            owner.answered(from, answer);
          });
    }

    @Override
    public void failed(SipCall from, Failure failure) {
      owner.run(
          () -> {
            if (!over && from == leg) {
              refused(failure);
            }
          });
    }
  }

  private void refused(OutgoingListener.Failure failure) {
    best = CallOutcome.better(best, failure);
    if (failure.fromFarEnd()) {
      Duration wait = Duration.ofSeconds(failure.retryAfterSeconds().orElse(0));
      hops.responded(failure.status(), wait);
      if (failure.status() / 100 == 3 && followed(failure)) {
        nextTarget();
        return;
      }
    } else if (failure.reason() == EndReason.TRANSPORT_FAILURE) {
      hops.unreachable();
    }
    if (!CallOutcome.triesNext(failure, rang)) {
      fail(failure);
    } else if (!failure.fromFarEnd() || failure.status() == 503) {
      nextHop(); // the host has other addresses perhaps (RFC 3263 4.3)
    } else {
      nextTarget();
    }
  }

  private boolean followed(OutgoingListener.Failure failure) {
    if (rang || redirects >= services.settings().maxRedirects()) {
      return false;
    }
    redirects++;
    List<TrunkTarget> more = Redirects.followed(invitation.call(), target, failure.contacts());
    more.reversed().forEach(to -> places.addFirst(diverted(failure, to)));
    return !more.isEmpty();
  }

  private Place diverted(OutgoingListener.Failure failure, TrunkTarget to) {
    String domain = services.domains().apply(invitation.call().connectorId());
    Diverted diverted =
        new Diverted(failure.status(), failure.headers(), target.user(), to.user(), domain);
    return new Place(to, diverted.headers(headers));
  }
}
