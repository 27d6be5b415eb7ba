package io.carillon.sip.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.LegRole;
import io.carillon.core.connector.RouteProtocol;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.EventBus;
import io.carillon.core.trunk.Encryption;
import io.carillon.core.trunk.Permit;
import io.carillon.core.trunk.TrunkCall;
import io.carillon.core.trunk.TrunkDirection;
import io.carillon.core.trunk.TrunkTarget;
import io.carillon.sip.dns.DnsMetrics;
import io.carillon.sip.dns.DnsSettings;
import io.carillon.sip.dns.FailedHops;
import io.carillon.sip.dns.LocatorSettings;
import io.carillon.sip.dns.ServerLocator;
import io.carillon.sip.leg.CallRouter;
import io.carillon.sip.leg.Decision;
import io.carillon.sip.leg.IncomingCall;
import io.carillon.sip.leg.PendingHandler;
import io.carillon.sip.leg.RawPhone;
import io.carillon.sip.leg.Refusal;
import io.carillon.sip.leg.SipLegFactory;
import io.carillon.sip.leg.SipService;
import io.carillon.sip.leg.SipSettings;
import io.carillon.sip.leg.SipTrace;
import io.carillon.sip.leg.SocketMedia;
import io.carillon.sip.stack.SipStackService;
import io.carillon.sip.stack.SipStackSettings;
import io.carillon.sip.transport.ListenerSettings;
import io.carillon.sip.transport.SipTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A whole SIP side on loopback that bridges every call to the places a test names: real stack, real
 * sockets, both far ends are the test's.
 */
final class BridgeRig implements AutoCloseable {
  static final String CONNECTOR = "abc";
  static final String FROM = "+12065550123";
  static final String TO = "+12065550100";

  final List<DomainEvent> events = new CopyOnWriteArrayList<>();
  final SocketMedia media = new SocketMedia();
  final AtomicInteger permits = new AtomicInteger();
  final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
  final FailedHops failures =
      new FailedHops(Duration.ofMillis(1), Duration.ofMillis(1), 100, System::nanoTime);
  final BridgedCalls bridged;
  volatile TrunkDirection direction = TrunkDirection.OUTBOUND;
  volatile boolean emergency;

  /** Connectors that have no room for another call. */
  volatile Set<String> full = Set.of();

  volatile List<TrunkTarget> targets = List.of();
  volatile TransferRouter transfers =
      transfer -> new TransferRouter.Refuse(Refusal.of(404, EndReason.UNKNOWN_DESTINATION, ""));
  private final SipStackService stack;
  private final SipService sip;
  private final ServerLocator locator;
  private BridgedCalls made;

  BridgeRig(BridgeSettings settings) throws Exception {
    EventBus bus = new EventBus();
    bus.subscribe(events::add);
    scheduler.setRemoveOnCancelPolicy(true);
    SipTrace trace = new SipTrace(bus, Clock.systemUTC(), "default-connector", "us-east-1");
    SecureRandom random = new SecureRandom();
    stack =
        new SipStackService(
            SipStackSettings.of(
                "server",
                List.of(
                    ListenerSettings.of(SipTransport.UDP, "127.0.0.1", 0),
                    ListenerSettings.of(SipTransport.TCP, "127.0.0.1", 0)),
                null),
            trace,
            new SimpleMeterRegistry(),
            random);
    locator =
        new ServerLocator(
            DnsSettings.defaults(),
            LocatorSettings.defaults(),
            new DnsMetrics(new SimpleMeterRegistry()),
            random,
            System::nanoTime);
    SipService.Runtime runtime =
        new SipService.Runtime(
            Executors.newVirtualThreadPerTaskExecutor(), scheduler, random, Clock.systemUTC());
    sip =
        new SipService(
            stack,
            trace,
            media,
            bus,
            runtime,
            SipSettings.defaults("default-connector", "us-east-1"),
            calls -> router(calls, runtime, bus, settings));
    bridged = made;
    sip.start();
  }

  static BridgeRig start() throws Exception {
    return new BridgeRig(
        BridgeSettings.defaults().withPatience(Duration.ofMillis(1500), Duration.ofSeconds(20)));
  }

  private CallRouter router(
      SipLegFactory calls, SipService.Runtime runtime, EventBus bus, BridgeSettings settings) {
    made =
        new BridgedCalls(
            new BridgeServices(
                calls,
                media,
                locator,
                failures,
                bus,
                runtime,
                settings,
                connector -> connector + ".voiceconnector.test",
                transfer -> transfers.route(transfer)));
    return this::route;
  }

  private Decision route(IncomingCall call) {
    LegRole role = direction == TrunkDirection.OUTBOUND ? LegRole.CUSTOMER : LegRole.REMOTE;
    Optional<PendingHandler> joins = made.replacing(call, CONNECTOR);
    if (joins.isPresent()) {
      return new Decision.Pending("us-east-1", CONNECTOR, LegRole.CUSTOMER, joins.get());
    }
    return new Decision.Pending("us-east-1", CONNECTOR, role, made.placing(trunkCall(targets)));
  }

  TrunkCall trunkCall(List<TrunkTarget> places) {
    permits.incrementAndGet();
    return new TrunkCall(
        direction, CONNECTOR, "us-east-1", FROM, TO, "Acme Inc", emergency, places, permit());
  }

  private Permit permit() {
    return new Permit() {
      @Override
      public void close() {
        permits.decrementAndGet();
      }

      @Override
      public boolean moveTo(String connectorId) {
        return !full.contains(connectorId);
      }
    };
  }

  static TrunkTarget target(RawPhone phone) {
    return target(phone.address().getPort(), RouteProtocol.UDP);
  }

  static TrunkTarget target(int port, RouteProtocol transport) {
    return new TrunkTarget(
        CONNECTOR,
        "us-east-1",
        "127.0.0.1:" + port,
        "127.0.0.1",
        port,
        transport,
        Encryption.AS_MEDIA,
        TO,
        "",
        Optional.empty());
  }

  void leadsTo(RawPhone... phones) {
    targets = Stream.of(phones).map(BridgeRig::target).toList();
  }

  RawPhone phone() throws Exception {
    return new RawPhone(address());
  }

  InetSocketAddress address() {
    return stack.listening(SipTransport.UDP).bound();
  }

  <E extends DomainEvent> List<E> events(Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  List<DomainEvent.LegEnded> ended() {
    return events(DomainEvent.LegEnded.class);
  }

  /** Nothing is left of any call: no leg, no port, no room taken. */
  void nothingIsLeft() {
    await()
        .untilAsserted(
            () -> {
              assertThat(sip.legs()).isEmpty();
              assertThat(bridged.legs()).isZero();
              assertThat(media.open()).isZero();
              assertThat(permits).hasValue(0);
            });
  }

  /** Forgets what the call before left on record. */
  void clear() {
    events.clear();
    media.bridges.clear();
    direction = TrunkDirection.OUTBOUND;
    emergency = false;
    full = Set.of();
  }

  @Override
  public void close() {
    sip.close();
    locator.close();
    scheduler.shutdownNow();
  }
}
