package io.carillon.cli.serve;

import io.carillon.core.config.BindAddress;
import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.Setting;
import io.carillon.core.config.Settings;
import io.carillon.core.config.TrunkSettings;
import io.carillon.core.connector.VoiceConnector;
import io.carillon.core.trunk.Carriers;
import io.carillon.core.trunk.LiveDirectory;
import io.carillon.core.trunk.RoutePlace;
import io.carillon.core.trunk.Throttles;
import io.carillon.core.trunk.TrunkPolicy;
import io.carillon.core.trunk.TrunkRouting;
import io.carillon.media.session.MediaEngine;
import io.carillon.sip.bridge.BridgeServices;
import io.carillon.sip.bridge.BridgeSettings;
import io.carillon.sip.bridge.BridgedCalls;
import io.carillon.sip.digest.AttemptLimiter;
import io.carillon.sip.digest.AttemptLimits;
import io.carillon.sip.digest.DigestAlgorithm;
import io.carillon.sip.dns.AddressFamilies;
import io.carillon.sip.dns.DnsMetrics;
import io.carillon.sip.dns.DnsSettings;
import io.carillon.sip.dns.FailedHops;
import io.carillon.sip.dns.LocatorSettings;
import io.carillon.sip.dns.ServerLocator;
import io.carillon.sip.leg.CallRouter;
import io.carillon.sip.leg.SipLegFactory;
import io.carillon.sip.leg.SipService;
import io.carillon.sip.transport.SipTransport;
import io.carillon.sip.trunk.ConnectorDigests;
import io.carillon.sip.trunk.ProvenCalls;
import io.carillon.sip.trunk.ReplacingCalls;
import io.carillon.sip.trunk.RouteProbes;
import io.carillon.sip.trunk.TrunkRouter;
import io.carillon.sip.trunk.TrunkTransfers;
import io.micrometer.core.instrument.Gauge;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Calls between PBXs and carriers: what decides on them, what places them, what watches routes. */
final class Trunks {
  private static final Duration FAILED = Duration.ofSeconds(30);
  private static final Duration LONGEST_FAILED = Duration.ofMinutes(5);
  private static final int FAILED_HOPS = 4096;

  private final Base base;
  private final LiveDirectory directory;
  private final Carriers carriers;
  private final ServerLocator locator;
  private final RouteProbes probes;
  private final ConnectorDigests digests;
  private final TrunkRouting routing;

  private Trunks(
      Base base,
      LiveDirectory directory,
      Carriers carriers,
      ServerLocator locator,
      RouteProbes probes,
      Throttles throttles) {
    this.base = base;
    this.directory = directory;
    this.carriers = carriers;
    this.locator = locator;
    this.probes = probes;
    this.digests =
        new ConnectorDigests(
            directory,
            algorithms(base.settings()),
            new AttemptLimiter(AttemptLimits.defaults(), System::nanoTime),
            base.random(),
            System::nanoTime);
    this.routing =
        new TrunkRouting(
            directory, TrunkPolicy.of(base.settings()), carriers, throttles, probes, base.random());
    directory.onChange(digests::directoryChanged);
    directory.onChange(() -> throttles.retain(directory.get().ids()));
    Gauge.builder("carillon.trunk.calls", throttles, Throttles::calls)
        .description("calls of voice connectors being placed or in progress")
        .register(base.meters());
  }

  private static List<DigestAlgorithm> algorithms(Settings settings) {
    return switch (settings.get(TrunkSettings.DIGEST)) {
      case "md5" -> List.of(DigestAlgorithm.MD5);
      case "sha-256" -> List.of(DigestAlgorithm.SHA_256);
      case "sha-256-first" -> List.of(DigestAlgorithm.SHA_256, DigestAlgorithm.MD5);
      default -> List.of(DigestAlgorithm.MD5, DigestAlgorithm.SHA_256);
    };
  }

  /**
   * @param sip asked only once SIP has started
   */
  static Trunks prepare(
      Base base, LiveDirectory directory, Supplier<SipService> sip, Shutdown shutdown)
      throws StartException {
    Settings settings = base.settings();
    Carriers carriers;
    try {
      carriers = Carriers.of(settings);
    } catch (IllegalArgumentException e) {
      throw new StartException(e.getMessage(), e);
    }
    refuseRoutesWithoutListener(settings, carriers);
    ServerLocator locator =
        shutdown.add(
            "DNS",
            new ServerLocator(
                DnsSettings.defaults(),
                locating(settings),
                new DnsMetrics(base.meters()),
                base.random(),
                System::nanoTime));
    RouteProbes probes =
        shutdown.add(
            "route probes",
            new RouteProbes(
                new RouteProbes.Services(
                    settings.get(TrunkSettings.HEALTH_INTERVAL),
                    locator::locate,
                    (hop, answer) -> sip.get().ask(hop, answer),
                    base.virtualThreads(),
                    base.timer(),
                    base.random()),
                base.meters()));
    Throttles throttles = new Throttles(TrunkPolicy.of(settings), System::nanoTime);
    return new Trunks(base, directory, carriers, locator, probes, throttles);
  }

  /** A carrier that could never be called stops the start instead of failing each call. */
  private static void refuseRoutesWithoutListener(Settings settings, Carriers carriers)
      throws StartException {
    for (RoutePlace route : carriers.routes()) {
      Setting<Optional<BindAddress>> bind = bind(SipTransport.of(route.transport().toString()));
      if (settings.get(bind).isEmpty()) {
        throw new StartException(
            "carriers: the route " + route.name() + " needs " + bind.name() + ", which is empty");
      }
    }
  }

  private static Setting<Optional<BindAddress>> bind(SipTransport transport) {
    return switch (transport) {
      case TLS -> CarillonSettings.SIP_TLS_BIND;
      case TCP -> CarillonSettings.SIP_TCP_BIND;
      case UDP -> CarillonSettings.SIP_UDP_BIND;
    };
  }

  /** Only what a socket of ours can send to. */
  private static LocatorSettings locating(Settings settings) {
    LocatorSettings defaults = LocatorSettings.defaults();
    List<SipTransport> transports = new ArrayList<>();
    boolean ipv6 = false;
    for (SipTransport transport : defaults.transports()) {
      Optional<BindAddress> bound = settings.get(bind(transport));
      if (bound.isPresent()) {
        transports.add(transport);
        ipv6 |= bound.get().resolve().getAddress() instanceof Inet6Address;
      }
    }
    return new LocatorSettings(
        transports.isEmpty() ? defaults.transports() : transports,
        ipv6 ? AddressFamilies.IPV6_AND_IPV4 : AddressFamilies.IPV4,
        defaults.candidates(),
        defaults.deadline(),
        defaults.concurrent());
  }

  /** Whether a carrier or a PBX may call from there. */
  boolean knows(InetAddress source) {
    return routing.knows(source);
  }

  /**
   * Who decides on every call that comes in.
   *
   * @param recordings takes the sessions of recording clients
   */
  CallRouter router(
      SipLegFactory calls, MediaEngine media, Meetings meetings, ProvenCalls recordings) {
    BridgedCalls bridges =
        new BridgedCalls(
            new BridgeServices(
                calls,
                media,
                locator,
                new FailedHops(FAILED, LONGEST_FAILED, FAILED_HOPS, System::nanoTime),
                base.events(),
                base.sipRuntime(),
                bridging(base.settings()),
                this::domain,
                new TrunkTransfers(routing)));
    Gauge.builder("carillon.trunk.legs", bridges, BridgedCalls::legs)
        .description("legs of calls of voice connectors")
        .register(base.meters());
    return new TrunkRouter(
        routing,
        digests,
        bridges::placing,
        List.of(new ReplacingCalls(bridges), recordings),
        CallRouter.of(meetings.dialPlan()),
        meetings.byNumber(),
        base.events(),
        base.clock());
  }

  private static BridgeSettings bridging(Settings settings) {
    return BridgeSettings.defaults()
        .withPatience(
            settings.get(TrunkSettings.FIRST_RESPONSE), settings.get(TrunkSettings.RINGING))
        .withTransfersByCarrier(settings.get(TrunkSettings.CARRIER_TRANSFERS));
  }

  private String domain(String connectorId) {
    return directory
        .get()
        .connector(connectorId)
        .map(known -> known.connector().outboundHostName())
        .orElseGet(
            () ->
                VoiceConnector.hostName(
                    connectorId, base.settings().get(CarillonSettings.CONNECTORS_DOMAIN)));
  }

  /** Asks the routes from now on; SIP has started. */
  void watchRoutes() {
    directory.onChange(this::watch);
    watch();
  }

  private void watch() {
    probes.watch(
        Stream.concat(carriers.routes().stream(), directory.get().routes().stream()).toList());
  }
}
