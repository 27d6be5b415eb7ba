package io.carillon.cli.serve;

import io.carillon.admin.health.HealthCheck;
import io.carillon.core.call.DialPlan;
import io.carillon.core.call.LegProtocol;
import io.carillon.core.config.BindAddress;
import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.H323Settings;
import io.carillon.core.config.PortRange;
import io.carillon.core.config.Settings;
import io.carillon.h323.call.CallSettings;
import io.carillon.h323.call.Fault;
import io.carillon.h323.call.H323Service;
import io.carillon.h323.h245.AudioCodec;
import io.carillon.media.engine.DefaultMediaEngine;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** H.323: a listener and its calls, which go the same way into meetings as those of SIP. */
record H323Part(H323Service service) {
  private static final Logger LOG = LoggerFactory.getLogger(H323Part.class);

  /** Nothing where it is switched off, or cannot keep what media.srtp promises. */
  static Optional<H323Part> start(
      Base base, DefaultMediaEngine media, DialPlan dialPlan, String version, Shutdown shutdown)
      throws StartException {
    Settings settings = base.settings();
    Optional<BindAddress> bind = settings.get(H323Settings.BIND);
    if (bind.isEmpty()) {
      return Optional.empty();
    }
    String srtp = settings.get(CarillonSettings.MEDIA_SRTP);
    if (!srtp.equals("preferred") && !srtp.equals("off")) {
      LOG.warn("h323.bind: not listened for, as media.srtp is {}", srtp);
      return Optional.empty();
    }
    InetSocketAddress address = bind.get().resolve();
    if (address.isUnresolved()) {
      throw new StartException("h323.bind: the host " + bind.get().host() + " is unknown");
    }
    List<AudioCodec> codecs =
        settings.get(CarillonSettings.MEDIA_CODECS).stream()
            .flatMap(name -> AudioCodec.named(name).stream())
            .toList();
    if (codecs.isEmpty()) {
      LOG.warn("h323.bind: not listened for, as media.codecs has none that H.323 has");
      return Optional.empty();
    }
    PortRange ports = settings.get(H323Settings.PORTS);
    media.portsOf(LegProtocol.H323, ports.first(), ports.last());
    H323Service service =
        shutdown.add(
            "H.323",
            new H323Service(
                media,
                base.events(),
                dialPlan,
                new H323Service.Runtime(
                    base.virtualThreads(), base.scheduler(), base.random(), base.clock()),
                callSettings(settings, codecs, version)));
    try {
      service.start(address);
    } catch (IOException e) {
      throw new StartException(e.getMessage(), e);
    }
    meters(base.meters(), service);
    return Optional.of(new H323Part(service));
  }

  private static CallSettings callSettings(
      Settings settings, List<AudioCodec> codecs, String version) {
    return new CallSettings(
        settings.get(H323Settings.CALLS),
        settings.get(H323Settings.CALLS_PER_SOURCE),
        settings.get(H323Settings.SETUPS),
        settings.get(H323Settings.PORTS),
        codecs,
        CallSettings.USUAL_PATIENCE,
        settings.get(CarillonSettings.MEETINGS_VOICE_CONNECTOR),
        settings.get(CarillonSettings.AWS_REGION),
        "Carillon",
        version);
  }

  private static void meters(MeterRegistry meters, H323Service service) {
    Gauge.builder("carillon.h323.calls", service, s -> s.calls().size())
        .description("H.323 calls being set up or in progress")
        .register(meters);
    for (Fault fault : Fault.values()) {
      FunctionCounter.builder("carillon.h323.faults", service, s -> s.faults().count(fault))
          .description("what far ends sent that was wrong, or not in time")
          .tag("fault", fault.name().toLowerCase(Locale.ROOT))
          .register(meters);
    }
  }

  HealthCheck health() {
    return () -> new HealthCheck.Report(true, Map.of("calls", service.calls().size()));
  }
}
