package io.carillon.sip.trunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.connector.CidrBlock;
import io.carillon.core.connector.ConfiguredConnector;
import io.carillon.core.connector.ConnectorNumber;
import io.carillon.core.connector.ConnectorNumber.Use;
import io.carillon.core.connector.DigestCredential;
import io.carillon.core.connector.LoggingConfiguration;
import io.carillon.core.connector.Origination;
import io.carillon.core.connector.OriginationRoute;
import io.carillon.core.connector.RouteProtocol;
import io.carillon.core.connector.Termination;
import io.carillon.core.connector.VoiceConnector;
import io.carillon.core.event.DomainEvent;
import io.carillon.core.event.EventBus;
import io.carillon.core.trunk.Carrier;
import io.carillon.core.trunk.Carriers;
import io.carillon.core.trunk.ConnectorDirectory;
import io.carillon.core.trunk.Encryption;
import io.carillon.core.trunk.Throttles;
import io.carillon.core.trunk.TrunkPolicy;
import io.carillon.core.trunk.TrunkRouting;
import io.carillon.sip.bridge.BridgeServices;
import io.carillon.sip.bridge.BridgeSettings;
import io.carillon.sip.bridge.BridgedCalls;
import io.carillon.sip.digest.AttemptLimiter;
import io.carillon.sip.digest.AttemptLimits;
import io.carillon.sip.digest.DigestAlgorithm;
import io.carillon.sip.dns.DnsMetrics;
import io.carillon.sip.dns.DnsSettings;
import io.carillon.sip.dns.FailedHops;
import io.carillon.sip.dns.LocatorSettings;
import io.carillon.sip.dns.ServerLocator;
import io.carillon.sip.leg.CallRouter;
import io.carillon.sip.leg.Decision;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * A server with a connector between a carrier and a PBX, on loopback: real stack, real sockets. The
 * carrier and the PBX are phones of the test at the same address, told apart by what they call.
 */
final class TrunkRig implements AutoCloseable {
  static final String ID = "office0000000000000001";
  static final String HOST = VoiceConnector.hostName(ID, "example.org");
  static final String NUMBER = "+12065550100";
  static final String MEETINGS = "+12065550102";
  static final String OUTSIDE = "+14155550123";
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  final List<DomainEvent> events = new CopyOnWriteArrayList<>();
  final List<Leg> inMeetings = new CopyOnWriteArrayList<>();
  final SocketMedia media = new SocketMedia();
  final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);
  final SipService.Runtime runtime;
  final SipService sip;
  final ServerLocator locator;
  final Throttles throttles;

  /** The carrier's. Before {@link #connect}. */
  volatile Encryption encryption = Encryption.AS_MEDIA;

  private final SecureRandom random = new SecureRandom();
  private final EventBus bus = new EventBus();
  private final SipStackService stack;
  private volatile ConnectorDirectory directory = ConnectorDirectory.empty();
  private volatile Carriers carriers = new Carriers(List.of());
  private BridgedCalls bridges;

  TrunkRig() throws Exception {
    bus.subscribe(events::add);
    scheduler.setRemoveOnCancelPolicy(true);
    SipTrace trace = new SipTrace(bus, Clock.systemUTC(), "default-connector", "us-east-1");
    stack =
        new SipStackService(
            SipStackSettings.of(
                "server", List.of(ListenerSettings.of(SipTransport.UDP, "127.0.0.1", 0)), null),
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
    runtime =
        new SipService.Runtime(
            Executors.newVirtualThreadPerTaskExecutor(), scheduler, random, Clock.systemUTC());
    throttles = new Throttles(policy(), System::nanoTime);
    sip =
        new SipService(
            stack,
            trace,
            media,
            bus,
            runtime,
            SipSettings.defaults("default-connector", "us-east-1"),
            this::router);
    sip.start();
  }

  private static TrunkPolicy policy() {
    return new TrunkPolicy(
        false, Set.of("meet.chime.in"), "meetings", "us-east-1", 1000, 1000, 1000);
  }

  private CallRouter router(SipLegFactory calls) {
    Carriers none = new Carriers(List.of());
    TrunkRouting transfers =
        new TrunkRouting(() -> directory, policy(), none, throttles, route -> true, random);
    bridges =
        new BridgedCalls(
            new BridgeServices(
                calls,
                media,
                locator,
                new FailedHops(Duration.ofSeconds(1), Duration.ofSeconds(1), 9, System::nanoTime),
                bus,
                runtime,
                BridgeSettings.defaults(),
                connector -> HOST,
                new TrunkTransfers(transfers)));
    ConnectorDigests digests =
        new ConnectorDigests(
            () -> directory,
            List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5),
            new AttemptLimiter(AttemptLimits.defaults(), System::nanoTime),
            random,
            System::nanoTime);
    return call -> {
      TrunkRouting routing =
          new TrunkRouting(() -> directory, policy(), carriers, throttles, route -> true, random);
      return new TrunkRouter(
              routing,
              digests,
              bridges::placing,
              List.of(new ReplacingCalls(bridges)),
              other -> new Decision.Refuse(Refusal.of(EndReason.MEETING_NOT_FOUND, "")),
              inMeetings::add,
              bus,
              Clock.systemUTC())
          .route(call);
    };
  }

  /** The connector's PBX and the carrier are at these phones. */
  void connect(RawPhone pbx, RawPhone carrier, int cps, String... passwords) {
    ConfiguredConnector office =
        new ConfiguredConnector(
            new VoiceConnector(ID, "Office", HOST, false, "eu-west-1", NOW, NOW),
            Optional.of(
                new Termination(
                    List.of(CidrBlock.parse("127.0.0.1")), List.of("US"), cps, null, false)),
            List.of(passwords).stream()
                .map(password -> DigestCredential.of("joe", HOST, password))
                .toList(),
            Optional.of(new Origination(List.of(route(pbx)), false)),
            Optional.empty(),
            LoggingConfiguration.BOTH,
            Optional.empty());
    directory =
        new ConnectorDirectory(
            List.of(office),
            List.of(),
            List.of(
                new ConnectorNumber(NUMBER, new Use.ToConnector(ID), "", null, NOW, NOW),
                new ConnectorNumber(MEETINGS, new Use.ToMeetings(), "", null, NOW, NOW)));
    carriers =
        new Carriers(
            List.of(
                new Carrier(
                    "acme",
                    List.of(CidrBlock.parse("127.0.0.1")),
                    List.of(route(carrier)),
                    List.of(),
                    Optional.empty(),
                    encryption,
                    "US",
                    "")));
  }

  /** From now on nobody at the phones' address is known. */
  void forgetAddresses() {
    forgetPbx();
    carriers = new Carriers(List.of());
  }

  /** From now on the phones' address is the carrier's alone. */
  void forgetPbx() {
    ConfiguredConnector office = directory.connector(ID).orElseThrow();
    Termination elsewhere =
        new Termination(List.of(CidrBlock.parse("192.0.2.1")), List.of("US"), 1, null, false);
    directory =
        new ConnectorDirectory(
            List.of(office.withTermination(Optional.of(elsewhere))), List.of(), List.of());
  }

  private static OriginationRoute route(RawPhone phone) {
    return new OriginationRoute("127.0.0.1", phone.address().getPort(), RouteProtocol.UDP, 1, 1);
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

  /** Nothing is left of any call: no leg, no port, no room taken. */
  void nothingIsLeft() {
    await()
        .untilAsserted(
            () -> {
              assertThat(sip.legs()).isEmpty();
              assertThat(bridges.legs()).isZero();
              assertThat(media.open()).isZero();
              assertThat(throttles.calls()).isZero();
            });
  }

  @Override
  public void close() {
    sip.close();
    locator.close();
    scheduler.shutdownNow();
    media.close();
  }
}
