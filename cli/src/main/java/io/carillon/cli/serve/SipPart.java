package io.carillon.cli.serve;

import io.carillon.admin.health.HealthCheck;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.LiveCalls;
import io.carillon.core.config.BindAddress;
import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.Setting;
import io.carillon.core.config.Settings;
import io.carillon.media.session.MediaEngine;
import io.carillon.sip.dialog.SessionTimerPolicy;
import io.carillon.sip.leg.CallRouter;
import io.carillon.sip.leg.LiveLeg;
import io.carillon.sip.leg.SipLegFactory;
import io.carillon.sip.leg.SipService;
import io.carillon.sip.leg.SipSettings;
import io.carillon.sip.leg.SipTrace;
import io.carillon.sip.sdp.DtlsPolicy;
import io.carillon.sip.sdp.LocalAudio;
import io.carillon.sip.sdp.NumberedFormat;
import io.carillon.sip.sdp.SrtpPolicy;
import io.carillon.sip.stack.SipStackService;
import io.carillon.sip.stack.SipStackSettings;
import io.carillon.sip.tls.ClientAuthentication;
import io.carillon.sip.tls.SelfSignedPair;
import io.carillon.sip.tls.TlsConfigurationException;
import io.carillon.sip.tls.TlsSettings;
import io.carillon.sip.transport.ListenerSettings;
import io.carillon.sip.transport.Listening;
import io.carillon.sip.transport.NewcomerRate;
import io.carillon.sip.transport.SipTransport;
import io.carillon.sip.transport.TransportLimits;
import io.carillon.sip.transport.TransportTimeouts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** SIP: listeners, certificates, calls. */
record SipPart(SipStackService stack, SipService service) implements LiveCalls {

  /**
   * @param known sources of calls that were agreed upon
   * @param router makes who decides on calls that come in
   */
  static SipPart start(
      Base base,
      MediaEngine media,
      Predicate<InetAddress> known,
      Function<SipLegFactory, CallRouter> router,
      SipSettings calls,
      Shutdown shutdown)
      throws StartException {
    Settings settings = base.settings();
    String connector = settings.get(CarillonSettings.MEETINGS_VOICE_CONNECTOR);
    String region = settings.get(CarillonSettings.AWS_REGION);
    SipTrace trace = new SipTrace(base.events(), base.clock(), connector, region);
    try {
      SipStackService stack =
          new SipStackService(
              stackSettings(base), trace, newcomers(settings, known), base.meters(), base.random());
      SipService service =
          shutdown.add(
              "SIP",
              new SipService(
                  stack, trace, media, base.events(), base.sipRuntime(), calls, known, router));
      service.start();
      meters(base.meters(), stack, service);
      return new SipPart(stack, service);
    } catch (TlsConfigurationException e) {
      throw new StartException("sip.tls: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  private static void meters(MeterRegistry meters, SipStackService stack, SipService service) {
    Gauge.builder("carillon.sip.calls", service, s -> s.legs().size())
        .description("calls being set up, in progress or being ended")
        .register(meters);
    Gauge.builder("carillon.sip.transactions", stack, SipStackService::serverTransactions)
        .tag("side", "server")
        .register(meters);
    Gauge.builder("carillon.sip.transactions", stack, SipStackService::clientTransactions)
        .tag("side", "client")
        .register(meters);
    FunctionCounter.builder("carillon.sip.messages.unsent", service, SipService::messagesNotSent)
        .description("messages that could not be handed to a transport")
        .register(meters);
    Gauge.builder("carillon.media.buffer.delay", service, SipPart::longestDelay)
        .description("longest delay of the jitter buffers of present calls")
        .baseUnit("milliseconds")
        .register(meters);
  }

  private static double longestDelay(SipService service) {
    return service.legs().stream()
        .mapToDouble(leg -> leg.quality().bufferDelayMillis())
        .max()
        .orElse(0);
  }

  private static NewcomerRate newcomers(Settings settings, Predicate<InetAddress> known) {
    return new NewcomerRate(
        settings.get(CarillonSettings.SIP_SOURCE_RATE), known, System::nanoTime);
  }

  private static SipStackSettings stackSettings(Base base) throws StartException, IOException {
    Settings settings = base.settings();
    List<ListenerSettings> listeners = new ArrayList<>();
    addListener(listeners, SipTransport.TLS, CarillonSettings.SIP_TLS_BIND, settings);
    addListener(listeners, SipTransport.TCP, CarillonSettings.SIP_TCP_BIND, settings);
    addListener(listeners, SipTransport.UDP, CarillonSettings.SIP_UDP_BIND, settings);
    if (listeners.isEmpty()) {
      throw new StartException("sip.tls.bind, sip.tcp.bind and sip.udp.bind are all empty");
    }
    SipStackSettings defaults = SipStackSettings.of("carillon", listeners, tls(base));
    TransportTimeouts times = defaults.timeouts();
    TransportLimits limits = defaults.limits();
    return new SipStackSettings(
        defaults.name(),
        defaults.listeners(),
        defaults.tls(),
        limits.withConnections(
            settings.get(CarillonSettings.SIP_CONNECTIONS),
            settings.get(CarillonSettings.SIP_CONNECTIONS_PER_SOURCE),
            limits.newConnectionsPerSecond()),
        new TransportTimeouts(
            times.partialMessage(),
            settings.get(CarillonSettings.SIP_IDLE_TIMEOUT),
            times.handshake(),
            times.connect(),
            times.ping(),
            times.pong()),
        defaults.ioThreads(),
        defaults.handlerThreads(),
        defaults.maxServerTransactions());
  }

  private static void addListener(
      List<ListenerSettings> listeners,
      SipTransport transport,
      Setting<Optional<BindAddress>> setting,
      Settings settings)
      throws StartException {
    Optional<BindAddress> bind = settings.get(setting);
    if (bind.isEmpty()) {
      return;
    }
    InetSocketAddress address = bind.get().resolve();
    if (address.isUnresolved()) {
      throw new StartException(setting.name() + ": the host " + bind.get().host() + " is unknown");
    }
    listeners.add(new ListenerSettings(transport, address, advertised(settings, address)));
  }

  /** What Via and Contact say; null says the bound address. */
  private static String advertised(Settings settings, InetSocketAddress bind) {
    for (Setting<String> setting :
        List.of(CarillonSettings.SIP_ADDRESS, CarillonSettings.MEDIA_ADDRESS)) {
      if (!settings.get(setting).isEmpty()) {
        return settings.get(setting);
      }
    }
    return bind.getAddress().isAnyLocalAddress() ? OwnAddress.guess(bind.getAddress()) : null;
  }

  private static TlsSettings tls(Base base) throws StartException, IOException {
    Settings settings = base.settings();
    if (settings.get(CarillonSettings.SIP_TLS_BIND).isEmpty()) {
      return null;
    }
    Optional<Path> certificate = settings.get(CarillonSettings.SIP_TLS_CERTIFICATE);
    Optional<Path> key = settings.get(CarillonSettings.SIP_TLS_KEY);
    if (certificate.isPresent() != key.isPresent()) {
      throw new StartException("sip.tls.certificate and sip.tls.key belong together: set both");
    }
    if (certificate.isEmpty()) {
      Files.createDirectories(base.data().tls());
      certificate = Optional.of(base.data().tls().resolve("self-signed.crt"));
      key = Optional.of(base.data().tls().resolve("self-signed.key"));
      SelfSignedPair.makeUnlessPresent(
          certificate.get(),
          key.get(),
          certifiedNames(settings),
          base.random(),
          base.clock().instant());
    }
    TlsSettings defaults = TlsSettings.of(certificate.get(), key.get());
    return new TlsSettings(
        certificate.get(),
        key.get(),
        settings.get(CarillonSettings.SIP_TLS_TRUST).orElse(null),
        ClientAuthentication.valueOf(
            settings.get(CarillonSettings.SIP_TLS_CLIENT_CERTIFICATES).toUpperCase(Locale.ROOT)),
        defaults.verifyPeers(),
        defaults.checkFiles());
  }

  private static List<String> certifiedNames(Settings settings) {
    return settings.get(CarillonSettings.SIP_DOMAINS).keySet().stream()
        .sorted(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  /**
   * @param product value of Server and User-Agent
   */
  static SipSettings callSettings(Settings settings, String product) {
    String connector = settings.get(CarillonSettings.MEETINGS_VOICE_CONNECTOR);
    String region = settings.get(CarillonSettings.AWS_REGION);
    SipSettings defaults = SipSettings.defaults(connector, region);
    return new SipSettings(
        settings.get(CarillonSettings.SIP_CALLS),
        settings.get(CarillonSettings.SIP_CALLS_PER_SOURCE),
        settings.get(CarillonSettings.SIP_SETUPS),
        new SessionTimerPolicy(
            Math.toIntExact(settings.get(CarillonSettings.SIP_SESSION_EXPIRES).toSeconds()),
            Math.toIntExact(settings.get(CarillonSettings.SIP_MIN_SESSION_EXPIRES).toSeconds())),
        SrtpPolicy.valueOf(settings.get(CarillonSettings.MEDIA_SRTP).toUpperCase(Locale.ROOT)),
        DtlsPolicy.valueOf(settings.get(CarillonSettings.MEDIA_DTLS).toUpperCase(Locale.ROOT)),
        settings.get(CarillonSettings.MEDIA_ICE).equals("answer"),
        formats(settings.get(CarillonSettings.MEDIA_CODECS)),
        defaults.codecOrder(),
        defaults.timings(),
        connector,
        region,
        product);
  }

  /** The codecs of the setting in its order, then telephone-event and comfort noise. */
  private static List<NumberedFormat> formats(List<String> codecs) {
    List<NumberedFormat> formats = new ArrayList<>();
    for (String codec : codecs) {
      LocalAudio.ALL_FORMATS.stream()
          .filter(numbered -> numbered.format().is(codec))
          .forEach(formats::add);
    }
    LocalAudio.ALL_FORMATS.stream().filter(numbered -> !numbered.isAudio()).forEach(formats::add);
    return formats;
  }

  /** The address a transport is listened on, when it is. */
  Optional<InetSocketAddress> address(SipTransport transport) {
    return stack.listening().stream()
        .filter(listening -> listening.transport() == transport)
        .map(Listening::bound)
        .findFirst();
  }

  @Override
  public List<LiveCall> calls() {
    return service.legs().stream()
        .map(
            live ->
                new LiveCall(
                    live.leg().info(),
                    live.state().toLowerCase(Locale.ROOT),
                    live.answeredAt().orElse(null),
                    live.quality()))
        .sorted(Comparator.comparing(call -> call.leg().startedAt()))
        .toList();
  }

  @Override
  public boolean end(String transactionId) {
    Optional<LiveLeg> found =
        service.legs().stream()
            .filter(live -> live.leg().info().transactionId().equals(transactionId))
            .findFirst();
    found.ifPresent(live -> live.leg().end(EndReason.OPERATOR));
    return found.isPresent();
  }

  HealthCheck health() {
    return () ->
        new HealthCheck.Report(
            true,
            Map.of(
                "calls", service.legs().size(),
                "serverTransactions", stack.serverTransactions(),
                "clientTransactions", stack.clientTransactions()));
  }
}
