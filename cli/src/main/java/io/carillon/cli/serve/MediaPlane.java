package io.carillon.cli.serve;

import io.carillon.admin.health.HealthCheck;
import io.carillon.core.config.CarillonSettings;
import io.carillon.core.config.PortRange;
import io.carillon.core.config.Settings;
import io.carillon.media.codec.Codecs;
import io.carillon.media.dtls.DtlsHandshakes;
import io.carillon.media.engine.DefaultMediaEngine;
import io.carillon.media.engine.MediaSettings;
import io.carillon.media.jitter.JitterSettings;
import io.carillon.media.loop.MediaLoop;
import io.carillon.media.loop.NioUdpNetwork;
import io.carillon.media.port.PortPool;
import io.carillon.media.stream.TapFactory;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The media plane: engine, codecs, prompts. */
record MediaPlane(DefaultMediaEngine engine, Codecs codecs) {
  /** Shorter than what a jitter buffer holds anyway; longer sleeps would cost late packets. */
  private static final int JITTER_MIN_MILLIS = JitterSettings.DEFAULT.minMillis();

  /**
   * @param taps whose audio is streamed
   */
  static MediaPlane start(Base base, TapFactory taps, Shutdown shutdown) throws StartException {
    Settings settings = base.settings();
    Codecs codecs = new Codecs();
    try {
      DefaultMediaEngine engine =
          shutdown.add(
              "media engine",
              new DefaultMediaEngine(
                  mediaSettings(settings),
                  codecs,
                  taps,
                  new NioUdpNetwork(System::nanoTime),
                  base.random(),
                  base.clock(),
                  System::nanoTime));
      meters(base, engine);
      return new MediaPlane(engine, codecs);
    } catch (IOException e) {
      throw new StartException("media: " + e.getMessage(), e);
    }
  }

  private static MediaSettings mediaSettings(Settings settings) throws StartException {
    PortRange ports = settings.get(CarillonSettings.MEDIA_PORTS);
    int loops = settings.get(CarillonSettings.MEDIA_LOOPS);
    Path prompts =
        settings.get(CarillonSettings.MEDIA_PROMPTS).isPresent()
            ? settings.get(CarillonSettings.MEDIA_PROMPTS).get()
            : Installation.conf("prompts");
    MediaSettings defaults = MediaSettings.defaults();
    return new MediaSettings(
        address(settings),
        defaults.bind(),
        ports.first(),
        ports.last(),
        defaults.portRest(),
        loops == 0 ? Runtime.getRuntime().availableProcessors() : loops,
        defaults.pollGapMicros(),
        prompts,
        new JitterSettings(JITTER_MIN_MILLIS, jitterMax(settings)),
        settings.get(CarillonSettings.MEDIA_TIMEOUT),
        defaults.meetingCapacity());
  }

  private static int jitterMax(Settings settings) {
    Duration most = settings.get(CarillonSettings.MEDIA_JITTER_MAX);
    return Math.toIntExact(most.toMillis());
  }

  /** {@code media.address}, null when each call's own local address is told. */
  private static InetAddress address(Settings settings) throws StartException {
    String text = settings.get(CarillonSettings.MEDIA_ADDRESS);
    try {
      return text.isEmpty() ? null : InetAddress.getByName(text); // numeric, by the schema
    } catch (UnknownHostException e) {
      throw new StartException("media.address: \"" + text + "\" is no IP address", e);
    }
  }

  private static void meters(Base base, DefaultMediaEngine engine) {
    Gauge.builder("carillon.media.sessions", engine, DefaultMediaEngine::sessions)
        .description("media sessions open")
        .register(base.meters());
    Gauge.builder("carillon.media.mixes", engine, DefaultMediaEngine::mixes)
        .description("meetings being mixed")
        .register(base.meters());
    Gauge.builder("carillon.media.ports.free", engine, e -> e.ports().free())
        .description("port pairs that a call could get")
        .register(base.meters());
    Gauge.builder("carillon.media.ports.used", engine, e -> e.ports().inUse())
        .description("port pairs in use")
        .register(base.meters());
    handshakes(base, "done", engine, DtlsHandshakes::done);
    handshakes(base, "failed", engine, DtlsHandshakes::failed);
    handshakes(base, "turned-away", engine, DtlsHandshakes::turnedAway);
    for (int i = 0; i < engine.loops().loops().size(); i++) {
      MediaLoop loop = engine.loops().loops().get(i);
      String number = Integer.toString(i);
      Gauge.builder("carillon.media.tick.late", loop, MediaPlane::latestTick)
          .description("99.9th percentile of how late the 20 ms ticks ran")
          .baseUnit("milliseconds")
          .tag("loop", number)
          .register(base.meters());
      FunctionCounter.builder("carillon.media.ticks.skipped", loop, MediaLoop::skippedTicks)
          .description("ticks given up because the loop was too far behind")
          .tag("loop", number)
          .register(base.meters());
    }
  }

  private static void handshakes(
      Base base,
      String outcome,
      DefaultMediaEngine engine,
      ToDoubleFunction<DtlsHandshakes> count) {
    FunctionCounter.builder("carillon.media.dtls.handshakes", engine.handshakes(), count)
        .description("DTLS handshakes for SRTP keys")
        .tag("outcome", outcome)
        .register(base.meters());
  }

  private static double latestTick(MediaLoop loop) {
    return loop.lateness().total().getValueAtPercentile(99.9) / 1000.0;
  }

  HealthCheck health() {
    return () -> {
      PortPool.Counts ports = engine.ports();
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("opus", codecs.opusImplementation());
      facts.put("sessions", engine.sessions());
      facts.put("meetings", engine.mixes());
      facts.put("portPairsInUse", ports.inUse());
      facts.put("portPairsResting", ports.resting());
      facts.put("portPairsFree", ports.free());
      return new HealthCheck.Report(ports.free() > 0, facts);
    };
  }
}
