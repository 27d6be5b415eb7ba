package io.carillon.cli.demo;

import io.carillon.cli.serve.Installation;
import io.carillon.cli.serve.StartException;
import io.carillon.core.call.DialPlan;
import io.carillon.core.call.EndReason;
import io.carillon.core.call.Leg;
import io.carillon.core.event.EventBus;
import io.carillon.media.codec.Codecs;
import io.carillon.media.engine.DefaultMediaEngine;
import io.carillon.media.engine.MediaSettings;
import io.carillon.media.loop.NioUdpNetwork;
import io.carillon.sip.leg.OutgoingCall;
import io.carillon.sip.leg.SipService;
import io.carillon.sip.leg.SipSettings;
import io.carillon.sip.leg.SipTrace;
import io.carillon.sip.sdp.SrtpPolicy;
import io.carillon.sip.stack.SipStackService;
import io.carillon.sip.stack.SipStackSettings;
import io.carillon.sip.tls.ClientAuthentication;
import io.carillon.sip.tls.SelfSignedPair;
import io.carillon.sip.tls.TlsConfigurationException;
import io.carillon.sip.tls.TlsSettings;
import io.carillon.sip.transport.ListenerSettings;
import io.carillon.sip.transport.SipHop;
import io.carillon.sip.transport.SipTransport;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The built-in test devices: a SIP stack and a media plane of their own that dial the server over
 * TLS with SRTP and check its certificate.
 */
final class Devices implements AutoCloseable {
  private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);
  private static final int FIRST_PORT = 30_000;
  private static final int LAST_PORT = 39_999;

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().name("device-timer").daemon().factory());
  private final ExecutorService virtualThreads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Ear> ears = new ConcurrentHashMap<>();
  private final DefaultMediaEngine engine;
  private final SipService sip;
  private final SipHop server;

  /**
   * @param folder for the devices' own certificate
   * @param server where the server listens for TLS
   * @param trust the server's certificate
   * @param serverName the name it must carry
   */
  Devices(Path folder, InetSocketAddress server, Path trust, String serverName)
      throws IOException, StartException, TlsConfigurationException {
    SecureRandom random = new SecureRandom();
    Clock clock = Clock.systemUTC();
    EventBus events = new EventBus();
    this.server = new SipHop(server, SipTransport.TLS, serverName);
    timer.setRemoveOnCancelPolicy(true);
    engine =
        new DefaultMediaEngine(
            MediaSettings.defaults()
                .on(server.getAddress(), FIRST_PORT, LAST_PORT)
                .withPrompts(Installation.conf("demo")),
            new Codecs(),
            (leg, rate) -> ears.computeIfAbsent(leg.transactionId(), id -> new Ear(rate)),
            new NioUdpNetwork(System::nanoTime),
            random,
            clock,
            System::nanoTime);
    Files.createDirectories(folder);
    Path certificate = folder.resolve("devices.crt");
    Path key = folder.resolve("devices.key");
    SelfSignedPair.makeUnlessPresent(
        certificate, key, List.of("devices.invalid"), random, clock.instant());
    SipTrace trace = new SipTrace(events, clock, "demo", "demo");
    SipStackService stack =
        new SipStackService(
            SipStackSettings.of(
                "devices",
                List.of(
                    ListenerSettings.of(SipTransport.TLS, server.getAddress().getHostAddress(), 0)),
                new TlsSettings(
                    certificate, key, trust, ClientAuthentication.NONE, true, Duration.ofDays(1))),
            trace,
            new SimpleMeterRegistry(),
            random);
    sip =
        new SipService(
            stack,
            trace,
            engine,
            request -> new DialPlan.Refuse(EndReason.DECLINED, "devices take no calls"),
            events,
            new SipService.Runtime(virtualThreads, timer, random, clock),
            SipSettings.defaults("demo", "demo").withSrtp(SrtpPolicy.REQUIRED));
    sip.start();
  }

  /**
   * Dials and waits for the answer.
   *
   * @throws IOException when the call is not answered
   */
  Device dial(String name, String target) throws IOException {
    CompletableFuture<Leg> answered = new CompletableFuture<>();
    Leg leg =
        sip.calls().call(OutgoingCall.of(target, server, name, "demo", "demo"), answered::complete);
    leg.ended()
        .thenAccept(
            reason -> answered.completeExceptionally(new IOException(name + ": " + reason.text())));
    try {
      answered.get(ANSWER_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      return new Device(name, leg, ear(leg));
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    } catch (TimeoutException e) {
      throw new IOException(name + ": no answer to " + target, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The ear that the media plane opens when the first plan is applied. */
  private Ear ear(Leg leg) throws IOException {
    Waiting.until(
        ANSWER_PATIENCE,
        "media of " + leg.info().fromUser(),
        () -> ears.containsKey(leg.info().transactionId()));
    return ears.get(leg.info().transactionId());
  }

  @Override
  public void close() {
    sip.close();
    engine.close();
    timer.shutdownNow();
    virtualThreads.close();
  }
}
